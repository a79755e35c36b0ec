import type { Tenant } from "@/db/scope";
import type { Walls } from "@/db/tenant/queries/walls";
import { wallsOf } from "./wall-words";

interface Props {
  readonly walls: Walls;
  readonly placement: Tenant["placement"];
}

/** Each wall in a sentence, with what the database says of it. */
export function Standing({ walls, placement }: Props) {
  return (
    <section className="wall-list" aria-label="The walls">
      <ol>
        {wallsOf(walls, placement).map(({ name, figure, stands, says }) => (
          <li key={name} className="wall" data-stands={stands}>
            <p className="wall-figure st-num">{figure}</p>
            <div>
              <h2>{name}</h2>
              <p className="st-sub">{says}</p>
              {!stands && (
                <p className="wall-broken">
                  This wall does not stand as it should. Whoever runs Swingtag here must run{" "}
                  <code>npm run tenants -- doctor</code>.
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
