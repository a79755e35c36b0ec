import { listForTrade } from "@/db/tenant/queries/lists";
import { forTradeInWords } from "../../(site)/list-view";
import { listFeed } from "../../list-feed";

/** What the site has for trade, as Atom. An entry is known by its first copy: the item's id is the other feed's. */
export function GET() {
  return listFeed("trades", async (tx, ids) =>
    (await listForTrade(tx, ids)).map((row) => ({
      ...row,
      id: row.forTrade[0]?.id ?? row.id,
      at: row.updatedAt,
      content: forTradeInWords(row.forTrade).join("\n"),
    })),
  );
}
