import type { CSSProperties, ReactNode } from "react";

/** A skin as a room of the house. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** A miniature of a site in that skin. */
  readonly picture: ReactNode;
}

export interface HouseProps {
  /**
   * The id of the form that sends the choice. The form can't wrap the rooms, because their miniatures contain
   * forms.
   */
  readonly form: string;
  readonly rooms: readonly Room[];
  /** The id of the room that stands open. */
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** Whether a name was typed, which then stands on every miniature. Long names are set smaller. */
  readonly typed?: "short" | "long";
  readonly style?: CSSProperties;
  /** The content of the attic. */
  readonly children: ReactNode;
}

const ROOMS_ON_A_FLOOR = 4;

/**
 * A house cut open. Its rooms are a radio group named `preset`; which one stands open is decided by the
 * stylesheet from the checked radio, so that it works before and without any script.
 */
export function House({ form, rooms, chosen, onChoose, typed, style, children }: HouseProps) {
  return (
    <div className="house" data-typed={typed} style={style}>
      <div className="roof" aria-hidden="true" />
      <div className="attic">{children}</div>
      <fieldset className="floors">
        <legend>One house, eight rooms. Pick the skin you start in.</legend>
        {floorsOf(rooms).map((floor) => (
          <div className="floor" key={floor[0]?.id}>
            {floor.map((room) => (
              <div className="room" key={room.id}>
                <div className="room-picture">{room.picture}</div>
                <div className="room-plate">
                  <input
                    type="radio"
                    id={`room-${room.id}`}
                    name="preset"
                    form={form}
                    value={room.id}
                    checked={room.id === chosen}
                    onChange={() => onChoose(room.id)}
                  />
                  <label htmlFor={`room-${room.id}`}>
                    <span className="room-name">{room.name}</span>{" "}
                    <span className="room-says">{room.description}</span>
                  </label>
                </div>
              </div>
            ))}
          </div>
        ))}
      </fieldset>
    </div>
  );
}

function floorsOf(rooms: readonly Room[]): Room[][] {
  const floors: Room[][] = [];
  for (let first = 0; first < rooms.length; first += ROOMS_ON_A_FLOOR)
    floors.push(rooms.slice(first, first + ROOMS_ON_A_FLOOR));
  return floors;
}
