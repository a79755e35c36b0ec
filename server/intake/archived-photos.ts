import { z } from "zod";
import { parseManifest } from "@/archive/manifest";
import { MANIFEST_PATH } from "@/archive/paths";
import { LONGEST } from "@/db/tenant/item";
import { MOST_SHEET } from "@/server/sheet/format";
import { SheetRefusal } from "@/server/sheet/problem";
import { archiveRoot } from "./unpacking";
import type { OpenZip } from "./zip-file";

/** What the zip of a site says of a photo beside its bytes. */
export interface SaidOfPhoto {
  readonly alt: string;
  readonly fileName: string;
  readonly copyId: string | null;
  readonly ofCertificate: boolean;
}

/** Earlier editions lack what came later. */
const RowSchema = z.object({
  key: z.string(),
  alt: z.string().max(LONGEST.alt).default(""),
  file_name: z.string().max(LONGEST.fileName).default(""),
  copy_id: z.uuid().nullable().default(null),
  of_certificate: z.boolean().default(false),
});

/** The photos of a zip that a site gave, with their checksums; of any other zip nothing. */
export class ArchivedPhotos {
  private constructor(
    readonly checksums: ReadonlyMap<string, string>,
    readonly rows: ReadonlyMap<string, SaidOfPhoto>,
  ) {}

  /** @throws SheetRefusal where it is damaged */
  static async of(zip: OpenZip): Promise<ArchivedPhotos> {
    try {
      return await ArchivedPhotos.#read(zip);
    } catch {
      throw new SheetRefusal("This export is damaged. Download it again.");
    }
  }

  static async #read(zip: OpenZip): Promise<ArchivedPhotos> {
    const root = archiveRoot([...zip.entries.keys()]);
    if (root === null) return new ArchivedPhotos(new Map(), new Map());
    const textOf = async (path: string) =>
      zip.entries.has(root + path)
        ? (await zip.read(root + path, MOST_SHEET.unpacked)).toString("utf8")
        : "";
    const { files } = parseManifest(await textOf(MANIFEST_PATH));
    const rows = (await textOf("rows/photos.jsonl")).split("\n").flatMap((line) => {
      const row = line && RowSchema.safeParse(JSON.parse(line)).data;
      if (!row) return [];
      const { key, alt, file_name: fileName, copy_id: copyId, of_certificate: ofCertificate } = row;
      return [[`${key}/full.webp`, { alt, fileName, copyId, ofCertificate }] as const];
    });
    return new ArchivedPhotos(
      new Map(files.map(({ path, sha256 }) => [root + path, sha256])),
      new Map(rows),
    );
  }

  /** Whether a file is another than the one that was exported. */
  isDamaged(path: string, digest: string): boolean {
    const said = this.checksums.get(path);
    return said !== undefined && said !== digest;
  }

  /** What is said of the photo that a row of the sheet names. */
  said(source: string): SaidOfPhoto | undefined {
    return this.rows.get(source);
  }
}
