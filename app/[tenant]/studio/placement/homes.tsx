import type { Tenant } from "@/db/scope";
import { Home } from "./home";
import { OwnDrawing, SharedDrawing, StackDrawing } from "./home-drawings";
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
