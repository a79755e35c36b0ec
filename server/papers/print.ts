import { log } from "@/base/log";
import { dateInWords } from "@/base/values/dates";
import { moneyInWords } from "@/base/values/money";
import { CONDITION_WORDS } from "@/db/tenant/choices";
import type { Photo } from "@/db/tenant/item";
import { pathInWords } from "@/db/tenant/place-tree";
import type { TableRow } from "@/db/tenant/queries/table/rows";
import { wantInWords } from "@/db/tenant/want-words";
import type { StoredFile, TenantFiles } from "@/files/tenant-files";
import { putCover, putSummary } from "./cover";
import { putItem, roomOf } from "./item-block";
import { heldOf } from "./item-words";
import { forPrint, type Material, type PaperItem } from "./material";
import { PAPER_WORDS } from "./order";
import { openSheet, type Photograph, type Picture, type Sheet } from "./sheet";
import { type Styles, stylesOf } from "./styles";
import { type Column, openTable } from "./tables";

/** How many photographs of an item a report shows, and their longest sides in pixels: 300 an inch. */
const MOST_PHOTOS = 3;
const SIDES = [540, 260, 260];

/**
 * Prints a paper, piece by piece as whoever stores it takes it, so that one of any size fills no memory.
 * @param files where the photographs lie
 * @param progress how many items are printed
 */
export async function* printPaper(
  material: Material,
  files: Pick<TenantFiles, "get">,
  progress: (done: number, total: number) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const { site, paper, counts } = material;
  const styles = stylesOf(site.skin);
  const sheet = openSheet({
    size: paper.size,
    title: `${PAPER_WORDS[paper.kind]}, ${site.name}`,
    author: site.name,
    styles,
    foot: [site.name, PAPER_WORDS[paper.kind], dateInWords(paper.day)].join(" · "),
  });
  putCover(sheet, styles, material);
  if (paper.kind !== "wants") putSummary(sheet, styles, material);
  sheet.newPage();
  const print = printerOf(sheet, styles, material, files);
  let done = 0;
  for await (const item of material.items()) {
    await print(item);
    await progress(++done, counts.items);
    yield* sheet.ready();
  }
  sheet.end();
  yield* sheet.rest();
}

function printerOf(
  sheet: Sheet,
  styles: Styles,
  material: Material,
  files: Pick<TenantFiles, "get">,
): (item: PaperItem) => Promise<void> {
  const { paper, places } = material;
  if (paper.kind === "insurance")
    return async (item) => {
      const pictures = await picturesOf(sheet, files, item.photos);
      putItem(sheet, styles, material, item, pictures);
    };
  const columns = paper.kind === "wants" ? WANTED : LISTED;
  const shown = columns.filter(({ ofValues }) => paper.values || !ofValues);
  const table = openTable(sheet, styles, widened(shown));
  table.head();
  return async (item) => {
    if (paper.kind === "wants" && !item.want) return;
    table.row(shown.map(({ cell }) => cell(item, places)));
  };
}

/** The photographs of an item that can be read, its own before those of certificates. */
async function picturesOf(sheet: Sheet, files: Pick<TenantFiles, "get">, photos: readonly Photo[]) {
  const first = photos.filter(({ ofCertificate }) => !ofCertificate);
  const inOrder = [
    ...first.slice(0, 2),
    ...photos.filter((one) => one.ofCertificate),
    ...first.slice(2),
  ];
  const pictures: Picture[] = [];
  for (const { key } of inOrder.slice(0, MOST_PHOTOS)) {
    const at = pictures.length;
    // A file that is missing or damaged leaves a gap in the photographs and not in the report.
    const file = await files.get(`${key}/shelf.webp`);
    const photo = file && (await printable(file, SIDES[at] ?? 260));
    if (photo) pictures.push(sheet.picture(photo, roomOf(at)));
  }
  return pictures;
}

async function printable(file: StoredFile, side: number): Promise<Photograph | null> {
  try {
    return await forPrint(await file.bytes(), side);
  } catch (error) {
    log.warn({ err: error }, "a photograph was not printed");
    return null;
  }
}

type Printed = Column & {
  readonly ofValues?: boolean;
  readonly cell: (item: PaperItem, places: Material["places"]) => string;
};

const named = ({ row }: PaperItem) => [row.name, row.variant].filter(Boolean).join(", ");
const each = (values: readonly string[]) => [...new Set(values.filter(Boolean))].join(", ");

const LISTED: readonly Printed[] = [
  { label: "Item", share: 0.32, cell: named },
  { label: "Style", share: 0.1, cell: ({ row }) => row.styleNumber },
  { label: "Copies", share: 0.09, figures: true, cell: (item) => String(heldOf(item).length) },
  {
    label: "Condition",
    share: 0.15,
    cell: (item) =>
      each(heldOf(item).map(({ condition }) => condition && CONDITION_WORDS[condition])),
  },
  {
    label: "Place",
    share: 0.2,
    cell: (item, places) => each(heldOf(item).map(({ placeId }) => pathInWords(places, placeId))),
  },
  {
    label: "Worth",
    share: 0.14,
    figures: true,
    ofValues: true,
    cell: ({ row }) => row.value.map(inWords).join(" + "),
  },
];

const WANTED: readonly Printed[] = [
  { label: "Item", share: 0.36, cell: named },
  { label: "Style", share: 0.12, cell: ({ row }) => row.styleNumber },
  { label: "Looking for", share: 0.36, cell: ({ want }) => (want ? wantInWords(want) : "") },
  {
    label: "Up to",
    share: 0.16,
    figures: true,
    ofValues: true,
    cell: ({ want }) =>
      want?.highest != null && want.currency ? moneyInWords(want.highest, want.currency) : "",
  },
];

function inWords({ minor, currency }: TableRow["value"][number]): string {
  return moneyInWords(BigInt(minor), currency);
}

/** Columns that fill the width also where one is left out. */
function widened(columns: readonly Printed[]): Printed[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  return columns.map((column) => ({ ...column, share: column.share / all }));
}
