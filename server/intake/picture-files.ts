import type { Tenant } from "@/db/scope";
import { digestOf } from "./digest";
import { type OpenZip, openZip } from "./zip-file";

/** A picture that a name leads to; or why none. */
export type FoundPicture =
  | { readonly ok: true; readonly path: string; readonly origin: string }
  | { readonly ok: false; readonly reason: string };

/** What of a file of a zip tells it from others. */
interface Listed {
  readonly path: string;
  readonly folded: string;
  readonly origin: string;
}

const NO_ZIP =
  "There is no file of this name with the sheet. Put the sheet and its photos into one zip and bring that.";

/** The files that came in a zip with a sheet, by their names: whatever their case, with or without folders. */
export class PictureFiles {
  readonly #byName: ReadonlyMap<string, readonly Listed[]> | null;

  private constructor(zip: Pick<OpenZip, "entries"> | null) {
    const listed = [...(zip?.entries ?? [])].map(
      ([path, { uncompressedSize, crc32 }]): Listed => ({
        path,
        folded: folded(path),
        // What lies in it, so that the same file under another name is the same photo.
        origin: digestOf(`file ${uncompressedSize} ${crc32}`),
      }),
    );
    this.#byName = zip && Map.groupBy(listed, (one) => lastStep(one.folded));
  }

  /** The files of the zip in which a sheet came; none where it came alone. */
  static async of(tenant: Pick<Tenant, "id" | "stack">, intakeId: string): Promise<PictureFiles> {
    return new PictureFiles(await openZip(tenant, intakeId));
  }

  static in(zip: Pick<OpenZip, "entries"> | null): PictureFiles {
    return new PictureFiles(zip);
  }

  /** The file of a name, if it leads to one alone. */
  find(name: string): FoundPicture {
    if (!this.#byName) return { ok: false, reason: NO_ZIP };
    const wanted = folded(name);
    const named = this.#byName.get(lastStep(wanted)) ?? [];
    const below = named.filter(({ folded: path }) => `/${path}`.endsWith(`/${wanted}`));
    // A name without its folder, or with one that the zip doesn't have.
    const found = below.length > 0 ? below : named;
    const [first] = found;
    if (!first) return { ok: false, reason: "There is no file of this name in the zip." };
    if (found.some(({ origin }) => origin !== first.origin))
      return {
        ok: false,
        reason: `${found.length} files in the zip are called so. Write the folder before the name.`,
      };
    return { ok: true, path: first.path, origin: first.origin };
  }
}

function folded(path: string): string {
  return path
    .replaceAll("\\", "/")
    .normalize("NFC")
    .toLowerCase()
    .replace(/^(?:\.?\/)+/, "");
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
