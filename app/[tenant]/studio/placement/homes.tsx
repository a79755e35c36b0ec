import type { ReactNode } from "react";
import type { Tenant } from "@/db/scope";
import { MoveButton } from "./move-button";

interface Props {
  readonly placement: Tenant["placement"];
  readonly isMoving: boolean;
}

/** The homes a site can have, side by side, with what each wall stops and what it does not. */
export function Homes({ placement, isMoving }: Props) {
  return (
    <section className="place-homes" aria-label="The homes a site can have">
      <Home
        name="The shared database"
        drawing={<SharedDrawing />}
        stops="A forgotten filter. The database itself hands each site its own rows and no others, whatever the code above it forgot to say (row-level security)."
        doesNotStop="A compromised query. The sites in it share one login, so whoever could run queries of their own under it could ask for another site’s rows."
        isHome={placement === "pool"}
      >
        {!isMoving && placement === "own" && <MoveButton to="pool" />}
      </Home>
      <Home
        name="A database of its own"
        drawing={<OwnDrawing />}
        stops="A forgotten filter and a compromised query of another site. Your rows have a database and a login to themselves, and no other site’s login opens it."
        doesNotStop="Somebody who is signed in as you, or who holds the server itself. No database stops those."
        isHome={placement === "own"}
      >
        {!isMoving && placement === "pool" && <MoveButton to="own" />}
      </Home>
      <Home
        name="A stack of its own"
        drawing={<StackDrawing />}
        stops="All of that, and a neighbour who uses up what the others share. Your pages, your jobs, your Postgres and your photos have machines to themselves; Swingtag’s own pass bytes on and keep no page of yours."
        doesNotStop="Somebody who is signed in as you, or who holds Swingtag’s own keys. Those open every stack."
        isHome={placement === "stack"}
      >
        <p className="place-ask st-sub">
          {placement === "stack"
            ? "Moving, renaming and deleting the site is asked for at Swingtag: its operators do it, and nothing changes until then."
            : "It takes machines that cost money by the month, so it is not ordered here. Ask Swingtag’s operators; they move your site while it stays open, and back when you like."}
        </p>
      </Home>
    </section>
  );
}

function Home(props: {
  readonly name: string;
  readonly drawing: ReactNode;
  readonly stops: string;
  readonly doesNotStop: string;
  readonly isHome: boolean;
  readonly children: ReactNode;
}) {
  return (
    <article className="place-home" data-home={props.isHome || undefined}>
      <div className="place-face">{props.drawing}</div>
      <div className="place-name">
        <h2>{props.name}</h2>
        {props.isHome && <p className="place-here">Your site lives here</p>}
      </div>
      <dl className="place-walls">
        <div>
          <dt>Stops</dt>
          <dd>{props.stops}</dd>
        </div>
        <div>
          <dt>Does not stop</dt>
          <dd>{props.doesNotStop}</dd>
        </div>
      </dl>
      {props.children}
    </article>
  );
}

/** One house with many rooms; one of them is lit. */
function SharedDrawing() {
  const rooms = Array.from({ length: 10 }, (_, at) => ({
    x: 24 + (at % 5) * 33,
    y: 24 + Math.floor(at / 5) * 34,
    isOurs: at === 6,
  }));
  return (
    <svg className="place-drawing" viewBox="0 0 204 104" aria-hidden="true">
      <rect className="place-wall" x="14" y="14" width="175" height="76" rx="6" />
      {rooms.map(({ x, y, isOurs }) => (
        <rect
          key={`${x} ${y}`}
          className={isOurs ? "place-ours" : "place-room"}
          x={x}
          y={y}
          width="23"
          height="22"
          rx="3"
        />
      ))}
    </svg>
  );
}

/** Grounds of its own: a front, a workshop, a cellar and a store, with a fence around them. */
function StackDrawing() {
  const houses = [
    { x: 28, y: 34, width: 40, height: 56 },
    { x: 76, y: 50, width: 32, height: 40 },
    { x: 116, y: 42, width: 26, height: 48 },
    { x: 150, y: 58, width: 26, height: 32 },
  ];
  return (
    <svg className="place-drawing" viewBox="0 0 204 104" aria-hidden="true">
      <rect className="place-wall" x="14" y="14" width="175" height="76" rx="6" />
      {houses.map(({ x, y, width, height }) => (
        <rect key={x} className="place-ours" x={x} y={y} width={width} height={height - 8} rx="3" />
      ))}
    </svg>
  );
}

/** A house of its own, apart from the one that others share. */
function OwnDrawing() {
  const rooms = [0, 1, 2, 3].map((at) => ({ x: 24 + (at % 2) * 33, y: 24 + (at >> 1) * 34 }));
  return (
    <svg className="place-drawing" viewBox="0 0 204 104" aria-hidden="true">
      <rect className="place-wall place-theirs" x="14" y="14" width="76" height="76" rx="6" />
      {rooms.map(({ x, y }) => (
        <rect key={`${x} ${y}`} className="place-room" x={x} y={y} width="23" height="22" rx="3" />
      ))}
      <rect className="place-wall" x="121" y="24" width="68" height="66" rx="6" />
      <rect className="place-ours" x="131" y="34" width="48" height="46" rx="3" />
    </svg>
  );
}
