import { Refusal } from "@/base/refusal";
import type { Place } from "@/db/tenant/queries/table/order";
import { listSelected, SENT } from "@/db/tenant/queries/table/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { readLayout } from "@/db/tenant/queries/table/view-value";
import { requireMemberRequest } from "@/server/action";
import { streamTable } from "@/server/items/table-file";
import { cellText } from "../table/cell-words";
import { shownRows } from "../table/shown-rows";
import { orderAsked, selectionAsked } from "./asked-selection";

const RATE = { limit: 30, seconds: 600 };

/** More than the longest list of ids of a form. */
const MOST_BYTES = 400_000;

/**
 * `POST /studio/items/selection`: the picked items as a table for spreadsheets. `selection` is a Selection as JSON, or
 * `ids` some ids parted by commas; `columns` names the columns and `sort` the order.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    const { scope } = await requireMemberRequest("export selection", "viewer", RATE);
    const form = await readForm(request);
    const known = await scope.read((tx) => listTableFields(tx));
    const order = orderAsked(form, known);
    const selection = selectionAsked(form, known);
    if (!selection) throw new Refusal("Pick some items first.", { status: 400 });
    const columns = (form.get("columns") ?? "").split(",").filter(Boolean);
    const fields = readLayout({ columns: columns.map((key) => ({ key })) }, known).columns.flatMap(
      ({ key }) => known.named(key) ?? [],
    );
    const body = streamTable<Place>(
      fields.map(({ label }) => label),
      async (after) => {
        const from = after ? { after } : { at: 0 };
        const window = { selection, order, from, limit: SENT };
        const rows = await scope.read((tx) => listSelected(tx, known, window));
        return {
          lines: shownRows(rows).map((row) => fields.map((field) => cellText(field, row))),
          last: rows.at(-1)?.place ?? null,
        };
      },
    );
    return new Response(body, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${scope.tenant.slug}-items.csv"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return new Response(`${error.message}\n`, { status: error.status });
  }
}

async function readForm(request: Request): Promise<URLSearchParams> {
  const text = await request.text();
  if (text.length > MOST_BYTES) throw new Refusal("Pick fewer items, or all that match.");
  if (!(request.headers.get("content-type") ?? "").startsWith("multipart/form-data"))
    return new URLSearchParams(text);
  const read = new Response(text, {
    headers: { "content-type": request.headers.get("content-type") ?? "" },
  });
  const form = await read.formData().catch(() => new FormData());
  const fields = [...form].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return new URLSearchParams(fields);
}
