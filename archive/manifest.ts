import { z } from "zod";
import { ArchiveProblem } from "./problem";

/** What the format is called, and which edition of it is written here. */
export const FORMAT = "swingtag-archive";
export const FORMAT_VERSION = 2;

/** Which edition of the tables' checksums is written here; see `digest.ts`. */
export const DIGEST = 2;

/**
 * Tables whose rows are not packed: sessions, one-time tokens and shares would let browsers, mails and links of the packed
 * site into a copy of it, and a link that was revoked since would open again.
 */
export const STAYING: readonly string[] = ["one_time_tokens", "sessions", "shared_items", "shares"];

/** What the platform makes or takes for some days, below these folders: exports, sheets on their way in, papers. */
const PASSING = ["exports/", "sheets/", "papers/"];

/** Whether a file is packed. Imports whose sheets stay behind end with an archive. */
export function travels(key: string): boolean {
  return !PASSING.some((folder) => key.startsWith(folder));
}

const Sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
const NameSchema = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const EntrySchema = z.strictObject({
  path: z.string().min(1).max(300),
  /** Of the content as it is unpacked. */
  bytes: z.int().min(0),
  sha256: Sha256Schema,
});

const whole = {
  format: z.literal(FORMAT),
  site: z.strictObject({
    id: z.uuid(),
    slug: z.string().min(1).max(40),
    confirmed: z.boolean(),
  }),
  /** The newest migration of the database that the rows are from. */
  schema: z.string().regex(/^\d{4}_[a-z0-9_-]+\.sql$/),
  readme: EntrySchema,
  tables: z
    .array(
      z.strictObject({
        name: NameSchema,
        columns: z.array(NameSchema).min(2).max(500),
        rows: z.int().min(0),
        /** Over these columns of all rows in the order of their ids, without the site's id. */
        checksum: z.string().regex(/^(?:[0-9a-f]{32})?$/),
        lines: EntrySchema,
        csv: EntrySchema,
      }),
    )
    .max(500),
  files: z.array(EntrySchema.extend({ key: z.string().min(1).max(161), type: z.string() })),
  /** Keys of photos whose files were already missing when the site was packed; their rows are in the archive. */
  missing: z.array(z.string()),
  /** What was left out, in words for a person who reads the manifest. */
  leftOut: z.array(z.string()),
};

/** The first edition does not say how its checksums were made. */
const ManifestSchema = z.discriminatedUnion("version", [
  z.strictObject({ ...whole, version: z.literal(1) }),
  z.strictObject({
    ...whole,
    version: z.literal(FORMAT_VERSION),
    digest: z.literal(DIGEST),
  }),
]);

export type Manifest = z.infer<typeof ManifestSchema>;
export type ArchivedTable = Manifest["tables"][number];
export type ArchivedFile = Manifest["files"][number];

/**
 * Reads a manifest.
 * @throws ArchiveProblem that says what is wrong: another format, a newer edition, or a part of it
 */
export function parseManifest(text: string): Manifest {
  const value = jsonOf(text);
  const edition = z.object({ format: z.literal(FORMAT), version: z.int() }).safeParse(value);
  if (!edition.success) throw new ArchiveProblem("This is no archive of a Swingtag site.");
  if (edition.data.version > FORMAT_VERSION)
    throw new ArchiveProblem(
      `This archive was written by a newer Swingtag (format ${edition.data.version}, here ${FORMAT_VERSION}). Update this installation first.`,
    );
  const parsed = ManifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new ArchiveProblem(`The manifest of this archive is not as it should be at "${at}".`);
}

/** Every entry that a manifest names. */
export function entriesOf(manifest: Manifest): z.infer<typeof EntrySchema>[] {
  return [
    manifest.readme,
    ...manifest.tables.flatMap(({ lines, csv }) => [lines, csv]),
    ...manifest.files,
  ];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
