import { openDrafts } from "@/db/tenant/queries/drafts";
import { EVERYTHING } from "@/db/tenant/queries/table/filter";
import type { Place } from "@/db/tenant/queries/table/order";
import { listSelected, SENT } from "@/db/tenant/queries/table/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { mayActAs } from "@/db/tenant/roles";
import { findVisit } from "@/server/access";
import { streamTable } from "@/server/items/table-file";
import { itemColumns, itemLines } from "@/server/sheet/item-sheet";

/** `GET /studio/import/items`: all items as a sheet that can be changed in a spreadsheet and brought back. */
export async function GET(): Promise<Response> {
  const visit = await findVisit();
  if (!visit?.member || !mayActAs(visit.member.role, "editor"))
    return new Response("There is nothing here.\n", { status: 404 });
  const { scope } = visit;
  const known = await scope.read((tx) => listTableFields(tx));
  const selection = { filter: EVERYTHING, except: [] };
  const order = { key: "name", down: false };
  const body = streamTable<Place>([...itemColumns(known)], async (after) => {
    const from = after ? { after } : { at: 0 };
    const window = { selection, order, from, limit: SENT };
    const rows = await scope.read((tx) => listSelected(tx, known, window));
    const ids = rows.map(({ id }) => id);
    const drafts = ids.length === 0 ? [] : await scope.read((tx) => openDrafts(tx, ids));
    const byId = new Map(drafts.map((one) => [one.id, one]));
    return {
      lines: ids.flatMap((id) => {
        const kept = byId.get(id);
        return kept ? itemLines(kept, known) : [];
      }),
      last: rows.at(-1)?.place ?? null,
    };
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${scope.tenant.slug}-sheet.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
