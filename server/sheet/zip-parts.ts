import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { MOST_SHEET } from "./format";
import { SheetRefusal } from "./problem";

/** Parts that may be in a packed file, so that a list of a million names is none. */
const MOST_PARTS = 100_000;

const DAMAGED = "This file is damaged. Save it anew, or download it again, and bring that.";

/** What lies in a packed file: all names, and what was wanted of it, unpacked. */
export interface Unpacked {
  readonly names: readonly string[];
  readonly parts: ReadonlyMap<string, Buffer>;
}

/**
 * Unpacks parts of a packed file within bounds: their sizes as it says them are added up first, and one that is larger
 * than it says is refused.
 * @throws SheetRefusal where it is none, is damaged, or its parts are too large
 */
export async function unpackParts(
  pieces: AsyncIterable<Uint8Array>,
  isWanted: (path: string, names: readonly string[]) => boolean,
): Promise<Unpacked> {
  const zip = await opened(await bytesOf(pieces));
  const parts = new Map<string, Buffer>();
  try {
    const entries: Entry[] = [];
    for await (const entry of entriesOf(zip)) entries.push(entry);
    const names = entries.map(({ fileName }) => fileName);
    const wanted = entries.filter(({ fileName }) => isWanted(fileName, names));
    const unpacked = wanted.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    if (unpacked > MOST_SHEET.unpacked)
      throw new SheetRefusal(
        `This file is larger than ${MOST_SHEET.unpacked / 1_000_000} MB once it is unpacked. Save it as CSV, or divide it.`,
      );
    for (const entry of wanted) parts.set(entry.fileName, await unpackedPart(zip, entry));
    return { names, parts };
  } catch (error) {
    throw error instanceof SheetRefusal ? error : new SheetRefusal(DAMAGED);
  } finally {
    zip.close();
  }
}

function opened(bytes: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) reject(new SheetRefusal(DAMAGED));
      else resolve(zip);
    });
  });
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  if (zip.entryCount > MOST_PARTS) throw new SheetRefusal(DAMAGED);
  for (let left = zip.entryCount; left > 0; left--)
    yield await new Promise<Entry>((resolve, reject) => {
      zip.removeAllListeners("entry");
      zip.removeAllListeners("error");
      zip.once("entry", resolve).once("error", reject);
      zip.readEntry();
    });
}

/** A part unpacked; yauzl ends one that is larger than it says. */
function unpackedPart(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error);
      else bytesOf(stream).then(resolve, reject);
    });
  });
}

/** All bytes of a stream. @throws SheetRefusal where they are too many */
export async function bytesOf(pieces: AsyncIterable<Uint8Array | string>): Promise<Buffer> {
  const all: Buffer[] = [];
  let size = 0;
  for await (const some of pieces) {
    const piece = Buffer.from(some);
    size += piece.length;
    if (size > MOST_SHEET.unpacked) throw new SheetRefusal("This file is too large. Divide it.");
    all.push(piece);
  }
  return Buffer.concat(all, size);
}
