import { Link } from "@/components/ui/link";
import type { Scope } from "@/db/scope";
import { historyAddress } from "../history/history-url";
import { readHistory } from "../history/read-history";
import { ToldList } from "../history/told-list";

/** How many change sets an item's page shows. */
const NEWEST = 5;

/** The newest of what was changed about an item, and the way to all of it. */
export async function ItemHistory({ scope, id }: { readonly scope: Scope; readonly id: string }) {
  const { told, hasMore } = await readHistory(scope, { itemId: id, limit: NEWEST });
  if (told.length === 0) return null;
  return (
    <section className="item-history" aria-labelledby="history">
      <div className="st-head">
        <h2 id="history" className="item-history-title">
          History
        </h2>
        {hasMore && (
          <Link className="st-link" href={historyAddress({ item: id })}>
            All changes
          </Link>
        )}
      </div>
      <ToldList told={told} heading="h3" />
    </section>
  );
}
