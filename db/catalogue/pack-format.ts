import { createHash } from "node:crypto";
import { z } from "zod";

/** How sure a fact is: two independent sources agree, one alone says it, or sources differ. */
export const SURE = ["agreed", "single", "disputed"] as const;
export type Sure = (typeof SURE)[number];

/** The tags of a toy that are counted in generations. */
export const TAGS = ["swing", "tush"] as const;

const key = z.string().regex(/^[a-z0-9]+(?:[-/+.][a-z0-9]+)*$/, "A key is of a-z, 0-9, - and /.");
const text = (longest: number) => z.string().trim().max(longest);

const FactSchema = z
  .strictObject({
    field: z.string().regex(/^[a-zA-Z]{1,40}$/),
    /** Empty where sources differ, or agree that there is nothing, which the note says. */
    value: text(500),
    sure: z.enum(SURE),
    sources: z.array(key).min(1, "A fact names its source."),
    note: text(500).default(""),
  })
  .refine(({ sure, sources }) => sure !== "agreed" || new Set(sources).size > 1, {
    message: "A fact is agreed where two sources say it.",
  })
  .refine(({ value, note }) => value !== "" || note !== "", {
    message: "A fact has a value, or a note that says why not.",
  });

const facts = z.array(FactSchema).default([]);

/** One line of a pack after the first: `is` says what of. What names another thing comes after it. */
const RecordSchema = z.discriminatedUnion("is", [
  z.strictObject({
    is: z.literal("source"),
    key,
    name: text(120).min(1),
    address: z.union([z.literal(""), z.url({ protocol: /^https?$/ })]),
  }),
  z.strictObject({ is: z.literal("line"), key, name: text(60).min(1), facts }),
  z.strictObject({ is: z.literal("product"), key, line: key, name: text(120).min(1) }),
  z.strictObject({ is: z.literal("entry"), key, product: key, variant: text(80), facts }),
  z.strictObject({
    is: z.literal("misprint"),
    key,
    product: key,
    kind: text(60).min(1),
    text: text(300).min(1),
    /** Another name by which people find it, because its tag reads so. */
    reads: text(120),
    facts,
  }),
  z.strictObject({
    is: z.literal("generation"),
    key,
    line: key,
    tag: z.enum(TAGS),
    code: text(20).min(1),
    facts,
  }),
]);

/** The first line of a pack. `sha256` is of everything after that line. */
const HeadSchema = z.object({
  pack: z.literal("swingtag catalogue"),
  format: z.number().int(),
  number: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The format of packs that this version reads and writes. */
const FORMAT = 1;

export type PackRecord = z.output<typeof RecordSchema>;
type Named<Is extends PackRecord["is"]> = Extract<PackRecord, { is: Is }>;

/** A release of the catalogue, whole: what is not in it is not in the catalogue any more. */
export interface Pack {
  readonly number: number;
  readonly sha256: string;
  readonly records: readonly PackRecord[];
}

/** A file is no pack that may be loaded; the message says why and in which line. */
export class PackRefused extends Error {
  override readonly name = "PackRefused";
}

/** Writes a pack as its file. The same records give the same bytes. */
export function writePack(number: number, records: readonly PackRecord[]): string {
  const body = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  const head = { pack: "swingtag catalogue", format: FORMAT, number, sha256: hashOf(body) };
  return `${JSON.stringify(head)}\n${body}`;
}

/**
 * Reads a pack's file.
 * @param name of the file, for the message
 * @throws PackRefused when it is damaged, of another format, or names what it doesn't have
 */
export function readPack(file: string, name: string): Pack {
  const end = file.indexOf("\n") + 1;
  const head = HeadSchema.safeParse(asJson(file.slice(0, end)));
  if (!head.success) throw new PackRefused(`${name} does not begin as a pack of the catalogue.`);
  const { format, number, sha256 } = head.data;
  if (format !== FORMAT)
    throw new PackRefused(
      `${name} is of format ${format}, and this version reads ${FORMAT}. Run the newer version.`,
    );
  const body = file.slice(end);
  if (hashOf(body) !== sha256)
    throw new PackRefused(`${name} is damaged: its content is not what its checksum says.`);
  const lines = body.split("\n");
  if (lines.pop() !== "") throw new PackRefused(`${name} does not end with a whole line.`);
  const records = lines.map((line, at) => {
    const record = RecordSchema.safeParse(asJson(line));
    if (record.success) return record.data;
    const [issue] = record.error.issues;
    throw new PackRefused(
      `${name}, line ${at + 2}: ${[issue?.path.join("."), issue?.message].filter(Boolean).join(": ")}`,
    );
  });
  refuseLoose(records, name);
  return { number, sha256, records };
}

/** The records of one kind, in their order. */
export function recordsOf<Is extends PackRecord["is"]>(pack: Pack, is: Is): readonly Named<Is>[] {
  return pack.records.filter((record): record is Named<Is> => record.is === is);
}

/** A key stands once for its kind, and what a record names comes before it. */
function refuseLoose(records: readonly PackRecord[], name: string): void {
  const known = new Set<string>();
  for (const [at, record] of records.entries()) {
    const named = [
      ...("line" in record ? [`line ${record.line}`] : []),
      ...("product" in record ? [`product ${record.product}`] : []),
      ...("facts" in record ? record.facts : []).flatMap(({ sources }) =>
        sources.map((source) => `source ${source}`),
      ),
    ];
    const missing = named.find((one) => !known.has(one));
    if (missing)
      throw new PackRefused(`${name}, line ${at + 2} names the ${missing}, which is not there.`);
    const own = `${record.is} ${record.key}`;
    if (known.has(own))
      throw new PackRefused(`${name}, line ${at + 2}: there are two of the ${own}.`);
    known.add(own);
  }
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function hashOf(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
