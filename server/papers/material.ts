import sharp from "sharp";
import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import type { Photo, Want } from "@/db/tenant/item";
import {
  addUpPlaces,
  countForPaper,
  listPhotosOf,
  listSourcedWorths,
  type PaperCounts,
  type PlacedSum,
  type SourcedWorth,
} from "@/db/tenant/queries/papers";
import { listPlaces, type Place } from "@/db/tenant/queries/places";
import { getSite } from "@/db/tenant/queries/site";
import { readSelection, type Selection } from "@/db/tenant/queries/table/change";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import { listSelected, type TableRow } from "@/db/tenant/queries/table/rows";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { BY_NAME, isSortable, type Order } from "@/db/tenant/queries/table/sorted-by";
import { listWantsOf } from "@/db/tenant/queries/wants";
import { parseSkin, type Skin } from "@/themes/skin";
import type { PaperOrder } from "./order";
import type { Photograph } from "./sheet";

/** How many items are read at a time. */
const AT_ONCE = 100;

/** What a paper is made of. */
export interface Material {
  readonly site: { readonly name: string; readonly skin: Skin };
  readonly paper: PaperOrder;
  readonly counts: PaperCounts;
  readonly sums: readonly PlacedSum[];
  readonly places: readonly Place[];
  /** The items of the selection in their order, read part by part. */
  items(): AsyncGenerator<PaperItem>;
}

/** An item as a paper tells of it. */
export interface PaperItem {
  readonly row: TableRow;
  readonly worths: ReadonlyMap<string, SourcedWorth>;
  readonly photos: readonly Photo[];
  readonly want: Want | undefined;
}

/** Looks at what a paper is about. @throws Refusal when its selection can't be read any more or holds nothing */
export async function materialFor(scope: Scope, paper: PaperOrder): Promise<Material> {
  const [fields, places, { name, skin }] = await scope.read((tx) =>
    Promise.all([listTableFields(tx), listPlaces(tx), getSite(tx)]),
  );
  const selection = readSelection(paper.selection, fields);
  if (!selection) throw new Refusal("A field or place of this selection is gone. Pick anew.");
  const [counts, sums] = await scope.read((tx) =>
    Promise.all([countForPaper(tx, fields, selection), addUpPlaces(tx, fields, selection)]),
  );
  if (counts.items === 0 || (paper.kind === "wants" && counts.wanted === 0))
    throw new Refusal(
      paper.kind === "wants"
        ? "None of these items is wanted."
        : "There is no item in this selection.",
    );
  return {
    site: { name, skin: parseSkin(skin) },
    paper,
    counts,
    sums,
    places,
    items: () => readItems(scope, fields, selection, orderOf(paper.sort, fields)),
  };
}

async function* readItems(
  scope: Scope,
  fields: TableFields,
  selection: Selection,
  order: Order,
): AsyncGenerator<PaperItem> {
  for (let from: Parameters<typeof listSelected>[2]["from"] | null = { at: 0 }; from; ) {
    const window = { selection, order, from, limit: AT_ONCE };
    const rows: TableRow[] = await scope.read((tx) => listSelected(tx, fields, window));
    const ids = rows.map(({ id }) => id);
    const [worths, photos, wants] = await scope.read((tx) =>
      Promise.all([listSourcedWorths(tx, ids), listPhotosOf(tx, ids), listWantsOf(tx, ids)]),
    );
    for (const row of rows)
      yield { row, worths, photos: photos.get(row.id) ?? [], want: wants.get(row.id) };
    const last = rows.at(-1);
    from = last && rows.length === AT_ONCE ? { after: last.place } : null;
  }
}

function orderOf(sort: string, fields: TableFields): Order {
  const key = sort.replace(/^-/, "");
  return isSortable(key, fields) ? { key, down: sort.startsWith("-") } : BY_NAME;
}

/** A stored picture as JPEG for print, on white. @param side at most so many pixels */
export async function forPrint(webp: Buffer, side: number): Promise<Photograph> {
  const { data, info } = await sharp(webp)
    .flatten({ background: "#ffffff" })
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 78 })
    .toBuffer({ resolveWithObject: true });
  return { jpeg: data, width: info.width, height: info.height };
}
