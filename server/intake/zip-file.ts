import { Readable } from "node:stream";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import type { Tenant } from "@/db/scope";
import type { StoredFile } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import { SheetRefusal } from "@/server/sheet/problem";
import { bytesOf } from "@/server/sheet/zip-parts";

type Owner = Pick<Tenant, "id" | "stack">;

/** A zip comes and lies in parts, because no request takes all of it. */
export const MOST_ZIP = { parts: 64, part: 8_000_000, entries: 100_000 } as const;

const partKey = (id: string, part: number) => `sheets/${id}/zip/${String(part).padStart(4, "0")}`;

/** Stores a part of a zip, from 0; the same part again replaces it. */
export async function storeZipPart(
  tenant: Owner,
  id: string,
  part: number,
  bytes: Uint8Array,
): Promise<void> {
  await filesOf(tenant).put(partKey(id, part), bytes, { type: "application/octet-stream" });
}

/** A zip that lies in parts. It holds nothing open. */
export interface OpenZip {
  /** What lies in it, without folders and without what operating systems add, by its path as people see it. */
  readonly entries: ReadonlyMap<string, Entry>;
  /** The content of an entry. @throws SheetRefusal where it is damaged or larger than so many bytes */
  read(path: string, most: number): Promise<Buffer>;
  readonly parts: number;
}

const DAMAGED = "This zip is damaged. Make it anew, or download it again, and bring that.";

/** Opens the zip in which a sheet came; null where it came alone. @throws SheetRefusal as `openZipOf` */
export async function openZip(tenant: Owner, id: string): Promise<OpenZip | null> {
  const files = filesOf(tenant);
  const parts: ZipPart[] = [];
  for (let part = 0; part < MOST_ZIP.parts; part++) {
    const file = await files.get(partKey(id, part));
    if (!file) break;
    parts.push(file);
  }
  return parts.length === 0 ? null : openZipOf(parts);
}

/** A part of a zip, which gives any range of itself. */
export type ZipPart = Pick<StoredFile, "size" | "pieces">;

/** Bytes that are at hand as a part. */
export function partOf(bytes: Uint8Array): ZipPart {
  return {
    size: bytes.length,
    async *pieces({ start, end } = { start: 0, end: bytes.length - 1 }) {
      yield bytes.subarray(start, end + 1);
    },
  };
}

/** Opens a zip that stands in parts, one behind the other. @throws SheetRefusal where it can't be read */
export async function openZipOf(parts: readonly ZipPart[]): Promise<OpenZip> {
  const size = parts.reduce((sum, file) => sum + file.size, 0);
  const options = { lazyEntries: true, autoClose: false };
  const zip = await fromRandomAccessReaderPromise(new PartsReader(parts), size, options).catch(
    () => {
      throw new SheetRefusal(DAMAGED);
    },
  );
  const entries = await entriesOf(zip).catch((error: unknown) => {
    throw error instanceof SheetRefusal ? error : new SheetRefusal(DAMAGED);
  });
  return {
    entries,
    parts: parts.length,
    async read(path, most) {
      const entry = entries.get(path);
      if (!entry) throw new SheetRefusal(`There is no ${path} in this zip.`);
      if (entry.uncompressedSize > most)
        throw new SheetRefusal(`${path} is larger than ${Math.floor(most / 1_000_000)} MB.`);
      try {
        return await bytesOf(await zip.openReadStreamPromise(entry));
      } catch (error) {
        throw error instanceof SheetRefusal ? error : new SheetRefusal(`${path} is damaged.`);
      }
    },
  };
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  if (zip.entryCount > MOST_ZIP.entries) throw new SheetRefusal(DAMAGED);
  const found = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const path = pathOf(entry);
    if (path.endsWith("/") || isOfSystem(path)) continue;
    if (entry.isEncrypted()) throw new SheetRefusal("This zip has a password. Make one without.");
    found.set(path, entry);
  }
  return found;
}

/** Some programs write names in UTF-8 and don't say so. */
function pathOf({ fileName, fileNameRaw }: Entry): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(fileNameRaw);
    return text.replaceAll("\\", "/").normalize("NFC");
  } catch {
    return fileName.normalize("NFC");
  }
}

/** `__MACOSX`, `.DS_Store`, `Thumbs.db` and the like. */
function isOfSystem(path: string): boolean {
  return path
    .split("/")
    .some((step) => step === "__MACOSX" || step.startsWith(".") || /^thumbs\.db$/i.test(step));
}

/** Bytes that are read at once where a few are asked for, because each reading may be a request. */
const BLOCK = 1_000_000;

/** Reads anywhere in files that stand one behind the other. */
class PartsReader extends RandomAccessReader {
  #block: { readonly start: number; readonly bytes: Buffer } | null = null;

  constructor(readonly parts: readonly ZipPart[]) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false });
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#bytes(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset);
        callback(null);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }

  async #bytes(position: number, length: number): Promise<Buffer> {
    const from = this.#block ? position - this.#block.start : -1;
    if (this.#block && from >= 0 && from + length <= this.#block.bytes.length)
      return this.#block.bytes.subarray(from, from + length);
    const end = position + Math.max(length, BLOCK);
    const pieces: Uint8Array[] = [];
    for await (const piece of this.#pieces(position, end)) pieces.push(piece);
    const bytes = Buffer.concat(pieces);
    if (bytes.length < length) throw new Error("The file ends before.");
    this.#block = { start: position, bytes };
    return bytes.subarray(0, length);
  }

  /** @param end not included; what lies behind the last part is nothing */
  async *#pieces(start: number, end: number): AsyncGenerator<Uint8Array> {
    let begins = 0;
    for (const part of this.parts) {
      const [from, to] = [Math.max(0, start - begins), Math.min(part.size, end - begins) - 1];
      if (from <= to) yield* part.pieces({ start: from, end: to });
      begins += part.size;
    }
  }
}
