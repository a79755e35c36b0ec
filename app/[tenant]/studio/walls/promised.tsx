import type { Tenant } from "@/db/scope";
import { PROMISES } from "./promises";

/** What is promised and what is not, for the home this site has and for the others. */
export function Promised({ placement }: { readonly placement: Tenant["placement"] }) {
  return (
    <section className="st-block" aria-labelledby="promised">
      <h2 id="promised">What is promised, and what is not</h2>
      <table className="wall-promises">
        <thead>
          <tr>
            <th scope="col">If …</th>
            <th scope="col" data-here={placement === "pool" || undefined}>
              Shared database
            </th>
            <th scope="col" data-here={placement === "own" || undefined}>
              Database of its own
            </th>
            <th scope="col" data-here={placement === "stack" || undefined}>
              Stack of its own
            </th>
          </tr>
        </thead>
        <tbody>
          {PROMISES.map(({ when, pool, own, stack }) => (
            <tr key={when}>
              <th scope="row">{when}</th>
              <Answer held={pool} home="Shared database" />
              <Answer held={own} home="Database of its own" />
              <Answer held={stack} home="Stack of its own" />
            </tr>
          ))}
        </tbody>
      </table>
      <p className="wall-next">
        {placement !== "pool"
          ? "Your site has a stronger wall already. "
          : "Your site lives in the shared database. One of its own also stops queries that somebody manages to run in another site. "}
        <a className="st-link" href="/studio/placement">
          {placement !== "pool" ? "See where your data lives" : "Give it a database of its own"}
        </a>
      </p>
    </section>
  );
}

function Answer({ held, home }: { readonly held: boolean; readonly home: string }) {
  return (
    <td data-held={held} data-label={home}>
      {held ? "Stopped" : "Not stopped"}
    </td>
  );
}
