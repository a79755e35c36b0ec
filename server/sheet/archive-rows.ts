import { createHash } from "node:crypto";
import { type Manifest, parseManifest } from "@/archive/manifest";
import { MANIFEST_PATH } from "@/archive/paths";
import type { Field } from "@/db/tenant/field";
import { FIELDS } from "@/db/tenant/fields";
import { FIELD_TYPES } from "@/db/tenant/own";
import type { SheetRow } from "./format";
import { OWN_COLUMNS, PHOTOS_COLUMN } from "./presets";
import { SheetRefusal } from "./problem";
import { WANT_FIELDS } from "./said-fields";
import { writtenCell, writtenOwn, writtenWant } from "./written-cells";
import { unpackParts } from "./zip-parts";

/** A row of a table, as its line has it. */
type Row = Readonly<Record<string, unknown>>;

/** The tables that say what items are. */
const TABLES = [
  "items",
  "copies",
  "copy_private",
  "item_tags",
  "places",
  "fields",
  "field_values",
  "wants",
  "want_limits",
  "photos",
] as const;
type Tables = Readonly<Record<(typeof TABLES)[number], readonly Row[]>>;

/** Whether a packed file is one that a site gave. */
export async function isArchive(pieces: AsyncIterable<Uint8Array>): Promise<boolean> {
  const { names } = await unpackParts(pieces, () => false);
  return names.includes(MANIFEST_PATH) && names.includes("rows/items.jsonl");
}

/**
 * The items of a zip that a site gave, of any edition, a row for each copy. Items in the trash are left out.
 * @param site the id of the site that reads it: what another one gave comes without ids, so that all of it is new here
 * @throws SheetRefusal where what it holds is not what its checksums say
 */
export async function* archiveRows(
  pieces: AsyncIterable<Uint8Array>,
  site: string | null = null,
): AsyncGenerator<SheetRow> {
  const { of, ...tables } = await tablesOf(pieces);
  const isOwn = site === null || of === site;
  const columns = columnsOf(tables);
  yield {
    line: 1,
    cells: [
      ...(isOwn ? Object.values(OWN_COLUMNS) : []),
      ...columns.map(({ label }) => label),
      PHOTOS_COLUMN,
    ],
  };
  const photos = Map.groupBy(tables.photos, ({ item_id }) => item_id);
  const copies = Map.groupBy(tables.copies, ({ item_id }) => item_id);
  const privates = new Map(tables.copy_private.map((row) => [row.copy_id, row]));
  let line = 1;
  for (const item of tables.items) {
    if (item.trashed_at !== null) continue;
    const held = inOrder(copies.get(item.id) ?? []);
    const shown = inOrder(photos.get(item.id) ?? []);
    for (const [nth, kept] of (held.length > 0 ? held : [null]).entries()) {
      const copy = kept && { ...statusOf(item), ...kept, ...told(privates.get(kept.id)) };
      line++;
      yield {
        line,
        cells: [
          ...(isOwn
            ? [textIn(item, "id"), copy ? textIn(copy, "id") : "", textIn(item, "updated_at")]
            : []),
          ...columns.map(({ write }) => write(item, copy ?? {})),
          shown
            .filter(({ copy_id }) =>
              held.some(({ id }) => id === copy_id) ? copy_id === kept?.id : nth === 0,
            )
            .map((photo) => `${textIn(photo, "key")}/full.webp`)
            .join("\n"),
        ],
      };
    }
  }
}

/** A column of the sheet, and what a row has there. */
interface Written {
  readonly label: string;
  write(item: Row, copy: Row): string;
}

function columnsOf(tables: Tables): Written[] {
  const { item_tags, places, fields, field_values } = tables;
  const tags = Map.groupBy(item_tags, ({ item_id }) => item_id);
  const values = Map.groupBy(
    field_values,
    (row) => `${row.field_id} ${row.copy_id ?? row.item_id}`,
  );
  const wayTo = waysOf(places);
  const wantOf = wantsOf(tables);
  const builtIns = FIELDS.map(
    (field: Field): Written => ({
      label: field.label,
      write: (item, copy) =>
        field.key === "tags"
          ? (tags.get(item.id) ?? []).map((row) => textIn(row, "tag")).join(", ")
          : builtIn(field, field.of === "item" ? item : copy),
    }),
  );
  const own = fields
    .filter(({ trashed_at }) => trashed_at === null)
    .map(
      (field): Written => ({
        label: textIn(field, "label"),
        write: (item, copy) => {
          const holder = field.owner === "item" ? item.id : copy.id;
          return ownText(field, values.get(`${field.id} ${holder}`) ?? []);
        },
      }),
    );
  const wanted = WANT_FIELDS.map(
    ({ key, label }): Written => ({ label, write: (item) => writtenWant(key, wantOf(item)) }),
  );
  return [
    ...builtIns,
    ...wanted,
    { label: "Place", write: (_, copy) => wayTo(copy.place_id) },
    ...own,
  ];
}

/** What is wanted of an item; in editions before there were wants, its status says so. */
function wantsOf({ wants, want_limits }: Tables) {
  const limits = new Map(want_limits.map((row) => [row.want_id, row]));
  const byItem = new Map(wants.map((row) => [row.item_id, row]));
  return (item: Row) => {
    const want = byItem.get(item.id);
    if (!want && item.status !== "wanted") return null;
    const limit = limits.get(want?.id) ?? {};
    return {
      priority: want ? textIn(want, "priority") : "normal",
      note: want ? textIn(want, "note") : "",
      highest: limit.highest,
      currency: textIn(limit, "currency"),
    };
  };
}

function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => Number(one.position) - Number(other.position));
}

async function tablesOf(
  pieces: AsyncIterable<Uint8Array>,
): Promise<Tables & { readonly of: string }> {
  const paths = new Set<string>([MANIFEST_PATH, ...TABLES.map((name) => `rows/${name}.jsonl`)]);
  const { parts } = await unpackParts(pieces, (path) => paths.has(path));
  const manifest = manifestIn(parts.get(MANIFEST_PATH));
  const read = (name: (typeof TABLES)[number]) => {
    const said = manifest.tables.find((table) => table.name === name)?.lines;
    const bytes = parts.get(`rows/${name}.jsonl`);
    // Earlier editions lack tables that came later.
    if (!said && !bytes) return [];
    if (!said || !bytes || createHash("sha256").update(bytes).digest("hex") !== said.sha256)
      throw new SheetRefusal(`This export is damaged at rows/${name}.jsonl. Download it again.`);
    return bytes.toString("utf8").split("\n").filter(Boolean).map(rowOf);
  };
  return {
    of: manifest.site.id,
    items: read("items"),
    copies: read("copies"),
    copy_private: read("copy_private"),
    item_tags: read("item_tags"),
    places: read("places"),
    fields: read("fields"),
    field_values: read("field_values"),
    wants: read("wants"),
    want_limits: read("want_limits"),
    photos: read("photos"),
  };
}

function manifestIn(bytes: Buffer | undefined): Manifest {
  try {
    return parseManifest(bytes?.toString("utf8") ?? "");
  } catch (error) {
    throw new SheetRefusal(error instanceof Error ? error.message : "This is no export of a site.");
  }
}

function rowOf(line: string): Row {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === "object" && row !== null) return { ...row };
  } catch {
    // Whoever forges a line can forge its checksum too.
  }
  throw new SheetRefusal("This export is damaged. Download it again.");
}

/** Before copies had a status of their own, the item had one for all of them. */
function statusOf({ status }: Row): Row {
  return status === undefined || status === "wanted" ? {} : { status };
}

/** What members know of a copy; earlier editions have it in the copy's own row. */
function told(row: Row | undefined): Row {
  if (!row) return {};
  const { note, price_paid, currency, acquired_from, place_id } = row;
  return { private_note: note, price_paid, currency, acquired_from, place_id };
}

/** What stands under a field of Swingtag's. */
function builtIn({ key, type }: Pick<Field, "key" | "type">, row: Row): string {
  const column = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return writtenCell(type, row[column], textIn(row, "currency"));
}

function ownText(field: Row, rows: readonly Row[]): string {
  const type = FIELD_TYPES.find((one) => one === field.type) ?? "text";
  return writtenOwn(
    type,
    inOrder(rows).map((row) => textIn(row, "text")),
  );
}

/** The way to each place by its id, its steps parted by ` › `. */
function waysOf(places: readonly Row[]): (id: unknown) => string {
  const byId = new Map(places.map((row) => [row.id, row]));
  return (id) => {
    const steps: string[] = [];
    for (let at = byId.get(id); at && steps.length < 50; at = byId.get(at.parent_id))
      steps.unshift(textIn(at, "name"));
    return steps.join(" › ");
  };
}

function textIn(row: Row, name: string): string {
  const value = row[name];
  return typeof value === "string" ? value : "";
}
