import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { listShares, type Share } from "@/db/tenant/queries/shares";
import { countSelected } from "@/db/tenant/queries/table/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { MOST_SHARED } from "@/db/tenant/shared";
import { memberVisit } from "@/server/access";
import { dayInWords, momentInWords } from "../export/words";
import { selectionAsked } from "../items/selection/asked-selection";
import { type PageParams, paramsOf } from "../items/table/table-url";
import { Revoke, ShareForm } from "./share-form";
import "../papers/papers.css";

export const metadata: Metadata = { title: "Links" };

/** Links to a selection for somebody who is no member: made, listed, revoked. */
export default async function Links({ searchParams }: { searchParams: Promise<PageParams> }) {
  const asked = paramsOf(await searchParams);
  const { scope } = await memberVisit("owner");
  const fields = await scope.read((tx) => listTableFields(tx));
  const selection = selectionAsked(asked, fields);
  const [count, shares] = await scope.read((tx) =>
    Promise.all([selection ? countSelected(tx, fields, selection) : 0, listShares(tx)]),
  );
  const isAll = !asked.has("ids") && !asked.has("selection");
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Links</h1>
          <p className="st-sub">Show a part of the collection to an insurer or an heir.</p>
        </div>
      </div>
      <section className="st-block" aria-labelledby="make">
        <h2 id="make">{isAll ? "To all items" : "To what was picked"}</h2>
        <p className="st-sub st-after">
          {count.toLocaleString("en")} {count === 1 ? "item" : "items"} as now, private ones too.
          Whoever has the link sees them until its day, without signing in.{" "}
          <Link className="st-link" href="/studio/items">
            Pick {isAll ? "some" : "others"} in the table
          </Link>
          .
        </p>
        {selection && count > 0 && count <= MOST_SHARED ? (
          <ShareForm selection={selection} sort={asked.get("sort") ?? ""} />
        ) : (
          <p>
            {count > 0
              ? `A link shows up to ${MOST_SHARED.toLocaleString("en")} items.`
              : "There is nothing to show."}
          </p>
        )}
      </section>
      {shares.length > 0 && (
        <section className="st-block" aria-labelledby="made">
          <h2 id="made">Made so far</h2>
          <ul>
            {shares.map((share) => (
              <Made key={share.id} share={share} now={new Date()} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Made({ share, now }: { readonly share: Share; readonly now: Date }) {
  const opens = !share.revokedAt && share.expiresAt > now;
  return (
    <li className="pp-paper">
      <div>
        <p className="pp-name" dir="auto">
          {share.name}
        </p>
        <p className="st-sub st-num">
          {[
            stateOf(share, now),
            share.withValues ? "with values" : "without values",
            visitsOf(share),
          ]
            .filter(Boolean)
            .join(", ")}
        </p>
      </div>
      {opens && <Revoke id={share.id} name={share.name} />}
    </li>
  );
}

function stateOf({ revokedAt, expiresAt, items }: Share, now: Date): string {
  if (revokedAt) return `Revoked on ${dayInWords(revokedAt)}`;
  if (expiresAt <= now) return `Opened until ${dayInWords(expiresAt)}`;
  return `${items.toLocaleString("en")} ${items === 1 ? "item" : "items"}, opens until ${dayInWords(expiresAt)}`;
}

function visitsOf({ visits, visitedAt }: Share): string {
  if (!visitedAt) return "not opened yet";
  const times = visits === 1 ? "once" : `${visits.toLocaleString("en")} times`;
  return `opened ${times}, last ${momentInWords(visitedAt)}`;
}
