import { ZipFile as NewZip } from "yazl";
import { MANIFEST_PATH } from "@/archive/paths";
import type { Tenant } from "@/db/scope";
import { MOST_SHEET } from "@/server/sheet/format";
import { SheetRefusal } from "@/server/sheet/problem";
import { bytesOf } from "@/server/sheet/zip-parts";
import { storeSheet } from "./sheet-file";
import { MOST_ZIP, type OpenZip, openZip, openZipOf, partOf, storeZipPart } from "./zip-file";

type Owner = Pick<Tenant, "id" | "stack">;

/** What may be the sheet in a zip, those before others. */
const SHEETS = [/\.(?:csv|tsv|xlsx)$/i, /\.txt$/i] as const;

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

/**
 * Stores a sheet as it came in one piece. Of a zip with photos the sheet in it becomes what is read, and all of it stays
 * beside that. A workbook is a zip too, and is read itself.
 * @throws SheetRefusal as `unpackSheet`
 */
export async function storeBrought(tenant: Owner, id: string, bytes: Buffer): Promise<void> {
  const zip = isZip(bytes) ? await openZipOf([partOf(bytes)]).catch(() => null) : null;
  // What can't be opened is told where it is read.
  if (!zip || isWorkbook(zip)) return storeSheet(tenant, id, bytes);
  const sheet = await sheetIn(zip);
  for (let part = 0; part * MOST_ZIP.part < bytes.length; part++)
    await storeZipPart(
      tenant,
      id,
      part,
      bytes.subarray(part * MOST_ZIP.part, (part + 1) * MOST_ZIP.part),
    );
  await storeSheet(tenant, id, sheet);
}

/**
 * Takes the sheet out of a zip that came in parts: of an export of a site its rows, else the one sheet beside the photos.
 * @param parts how many there must be
 * @throws SheetRefusal where there is none or several, saying what to do
 */
export async function unpackSheet(tenant: Owner, id: string, parts: number): Promise<void> {
  const zip = await openZip(tenant, id);
  if (zip?.parts !== parts)
    throw new SheetRefusal("The upload was incomplete. Choose the file again.");
  await storeSheet(tenant, id, await sheetIn(zip));
}

function isWorkbook({ entries }: OpenZip): boolean {
  return entries.has("[Content_Types].xml") || entries.has("mimetype");
}

async function sheetIn(zip: OpenZip): Promise<Buffer> {
  const paths = [...zip.entries.keys()];
  const archive = archiveRoot(paths);
  if (archive !== null)
    return repacked(
      zip,
      archive,
      (path) => path === MANIFEST_PATH || /^rows\/\w+\.jsonl$/.test(path),
    );
  for (const kind of SHEETS) {
    const found = paths.filter((path) => kind.test(path));
    const [only, ...others] = found;
    if (others.length > 0)
      throw new SheetRefusal(
        `There are ${found.length} sheets in this zip: ${found.slice(0, 4).join(", ")}. Leave one in it.`,
      );
    if (only) return zip.read(only, MOST_SHEET.bytes);
  }
  throw new SheetRefusal(
    "There is no sheet in this zip. Put a CSV or an .xlsx beside the photos, with a column that names them.",
  );
}

/** The folder in which the parts of an export of a site lie; null where it is none. */
export function archiveRoot(paths: readonly string[]): string | null {
  const there = new Set(paths);
  const manifest = paths.find(
    (path) =>
      path.endsWith(MANIFEST_PATH) &&
      there.has(`${path.slice(0, -MANIFEST_PATH.length)}rows/items.jsonl`),
  );
  return manifest?.slice(0, -MANIFEST_PATH.length) ?? null;
}

/** Some entries as a zip of their own, below no folder. */
async function repacked(
  zip: OpenZip,
  root: string,
  isWanted: (path: string) => boolean,
): Promise<Buffer> {
  const packed = new NewZip();
  let left: number = MOST_SHEET.unpacked;
  for (const path of zip.entries.keys()) {
    const inside = path.startsWith(root) ? path.slice(root.length) : "";
    if (!isWanted(inside)) continue;
    const bytes = await zip.read(path, left);
    left -= bytes.length;
    packed.addBuffer(bytes, inside);
  }
  packed.end();
  return bytesOf(packed.outputStream);
}
