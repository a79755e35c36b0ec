import { randomUUID } from "node:crypto";
import { csvHeader, csvLine } from "@/archive/csv";
import { withTenantRows } from "@/db/rows";
import type { Scope } from "@/db/scope";
import type { Takes } from "@/db/tenant/intake";
import { openDrafts } from "@/db/tenant/queries/drafts";
import { addIntake, countOutcomes, findIntake } from "@/db/tenant/queries/intake/intakes";
import { listIntakeRows } from "@/db/tenant/queries/intake/rows";
import { EVERYTHING } from "@/db/tenant/queries/table/filter";
import { listSelected, SENT } from "@/db/tenant/queries/table/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import type { Twin } from "@/db/testing";
import type { SheetFormat } from "@/server/sheet/format";
import { itemColumns, itemLines } from "@/server/sheet/item-sheet";
import type { Mapping } from "@/server/sheet/mapping";
import { suggestMapping } from "@/server/sheet/match";
import { recogniseSheet } from "@/server/sheet/recognise";
import { readSheet } from "@/server/sheet/rows";
import { surveyOf } from "@/server/sheet/survey";
import { beginToRead, beginToWrite } from "./running";
import { openSheet } from "./sheet-file";
import { storeBrought } from "./unpacking";

/** Commas and a header, as most sheets are. */
export const CSV: SheetFormat = {
  kind: "text",
  encoding: "utf-8",
  separator: ",",
  quote: '"',
  header: true,
};

/** A sheet that was brought and read, as a person would who changes nothing of what is suggested. */
export interface Brought {
  readonly id: string;
  readonly scope: Scope;
  outcomes(): Promise<Readonly<Record<string, number>>>;
  rows(): ReturnType<typeof listIntakeRows>;
  take(takes?: Takes): Promise<NonNullable<Awaited<ReturnType<typeof findIntake>>>>;
}

/**
 * Brings a sheet with the columns that are suggested.
 * @param brought the text of a sheet, or the bytes of a file that is recognised
 * @param change what is said otherwise of its columns
 */
export async function bring(
  scope: Scope,
  brought: string | Buffer,
  change: (mapping: Mapping) => Mapping = (mapping) => mapping,
): Promise<Brought> {
  const id = randomUUID();
  await storeBrought(scope.tenant, id, Buffer.from(brought));
  const { pieces } = await openSheet(scope.tenant, id);
  const format = typeof brought === "string" ? CSV : (await recogniseSheet(pieces)).format;
  const memberId = scope.actor.kind === "member" ? scope.actor.id : null;
  await scope.write((tx) => addIntake(tx, { id, memberId, fileName: "test.csv" }));
  const fields = await scope.read((tx) => listTableFields(tx));
  const sheet = await readSheet(pieces(), format, scope.tenant.id);
  const { mapping } = suggestMapping(await surveyOf(sheet.names, sheet.rows), fields);
  await beginToRead(scope, { id, memberId, format, mapping: change(mapping) });
  return {
    id,
    scope,
    outcomes: async () => {
      const counts = await scope.read((tx) => countOutcomes(tx, id));
      return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
    },
    rows: () => scope.read((tx) => listIntakeRows(tx, id, { outcome: null, after: 0 })),
    async take(takes = "all") {
      await beginToWrite(scope.during("import items", id), { id, memberId, takes });
      const now = await scope.read((tx) => findIntake(tx, id));
      if (!now) throw new Error("The import is gone.");
      return now;
    },
  };
}

/** All items as a sheet, as the room gives it. */
export async function collectionAsSheet(scope: Scope): Promise<string> {
  const fields = await scope.read((tx) => listTableFields(tx));
  const selection = { filter: EVERYTHING, except: [] };
  const order = { key: "name", down: false };
  const asked = { selection, order, from: { at: 0 }, limit: SENT };
  const rows = await scope.read((tx) => listSelected(tx, fields, asked));
  const items = await scope.read((tx) =>
    openDrafts(
      tx,
      rows.map(({ id }) => id),
    ),
  );
  const lines = items.flatMap((item) => itemLines(item, fields));
  return csvHeader(itemColumns(fields)) + lines.map(csvLine).join("");
}

/** What an import writes and its undo puts back. */
const WRITTEN = [
  "items",
  "copies",
  "copy_private",
  "item_tags",
  "wants",
  "want_limits",
  "field_values",
  "fields",
  "places",
];

/** Every row that an import writes; without the versions of items, which go up with each change and so with an undo. */
export async function rowsWritten(
  { tenant }: Twin,
  versions: "with versions" | "without",
): Promise<Readonly<Record<string, readonly string[]>>> {
  return withTenantRows(tenant.database, tenant.id, "snapshot", async (rows) => {
    const found: Record<string, string[]> = {};
    for (const table of rows.tables.filter(({ name }) => WRITTEN.includes(name))) {
      const ofTable: string[] = [];
      for await (const lines of rows.lines(table))
        ofTable.push(
          ...lines.map((line) =>
            versions === "without" ? line.replace(/"updated_at":\s*"[^"]*"/, "") : line,
          ),
        );
      found[table.name] = ofTable;
    }
    return found;
  });
}
