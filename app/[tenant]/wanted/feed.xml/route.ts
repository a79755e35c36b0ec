import { listWanted } from "@/db/tenant/queries/lists";
import { wantInWords } from "@/db/tenant/want-words";
import { listFeed } from "../../list-feed";

/** What the site looks for since shortly, as Atom. */
export function GET() {
  return listFeed("wants", async (tx, ids) =>
    (await listWanted(tx, ids)).map((row) => ({
      ...row,
      id: row.wantId,
      at: row.since,
      content: wantInWords(row.want),
    })),
  );
}
