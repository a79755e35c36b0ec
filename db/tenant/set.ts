/**
 * What belongs together for a collector, and what a site has of it. A browser reads it too.
 */
import { z } from "zod";
import { tooLong } from "@/base/values/too-long";
import { LONGEST_KEY } from "./entry";

/** Which copies make a piece one that is there. */
export const COUNTED = ["held", "staying"] as const;
export type Counted = (typeof COUNTED)[number];

export const COUNTED_WORDS: Readonly<Record<Counted, string>> = {
  held: "Counts each copy that is neither sold nor given away.",
  staying: "Counts copies that stay: none for trade or sale, lent, ordered or missing.",
};

/** How many pieces a set shows, and how many letters its texts have. */
export const MOST_PIECES = 500;
export const LONGEST_SET = { name: 80, note: 300, word: 120 } as const;

const line = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, { error: ({ input }) => tooLong(String(input), longest) })
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "This has characters that cannot be shown.");

const key = line(LONGEST_KEY);
const word = line(LONGEST_SET.word);

/** What is drawn and said of a piece, as the catalogue had it when it was chosen. */
const SaidSchema = z.strictObject({
  name: word.min(1),
  variant: word,
  styleNumber: word,
  animal: word,
  colour: word,
});

const YEAR = /^(?:[0-9]{4})?$/;

/** What belongs to a set: a list, or a rule over the catalogue or over what the owner notes. */
const RuleSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("list"),
    pieces: z
      .array(
        z.strictObject({
          /** Keys of entries or of products of the catalogue, of which any will do. */
          keys: z.array(key.min(1)).min(1).max(20),
          said: SaidSchema,
        }),
      )
      .max(MOST_PIECES, `A set has up to ${MOST_PIECES} pieces.`),
  }),
  z
    .strictObject({
      kind: z.literal("catalogue"),
      /** Keys of a line and of a product; empty where any will do. */
      line: key,
      product: key,
      animal: word,
      /** The year of introduction. */
      year: z.string().trim().regex(YEAR, "Enter a year such as 1997."),
      /** Whether each variant is a piece of its own, or any of a product will do. */
      each: z.enum(["entry", "product"]),
    })
    .refine(({ line, product, animal, year }) => line || product || animal || year, {
      message: "Say at least one thing, or everything would belong to it.",
      path: ["animal"],
    }),
  z.strictObject({
    kind: z.literal("generations"),
    product: key.min(1, "Choose a toy from the catalogue."),
    name: word,
  }),
  z.strictObject({
    kind: z.literal("own"),
    /** `tag`, or the key of one of the owner's choices. */
    field: line(80).min(1, "Choose a field."),
    value: word.min(1, "Say which value."),
  }),
]);

export type SetRule = z.output<typeof RuleSchema>;
export type ListRule = Extract<SetRule, { kind: "list" }>;
export type ListPiece = ListRule["pieces"][number];

export const SetSchema = z.strictObject({
  name: line(LONGEST_SET.name).min(1, "Give it a name."),
  note: line(LONGEST_SET.note),
  visibility: z.enum(["public", "unlisted", "private"]),
  counted: z.enum(COUNTED),
  rule: RuleSchema,
});
export type SetDraft = z.output<typeof SetSchema>;

/** Reads the rule as it is kept; what is no rule of this version is an empty list. */
export function readRule(kept: unknown): SetRule {
  const read = RuleSchema.safeParse(kept);
  return read.success ? read.data : { kind: "list", pieces: [] };
}

/** The nine that the shops had first, each in any variant. Cubbie was called Brownie before. */
export const ORIGINAL_NINE: readonly (readonly string[])[] = [
  ["spot/4000"],
  ["squealer/4005"],
  ["cubbie/4010", "brownie/4010"],
  ["chocolate/4015"],
  ["legs/4020"],
  ["flash/4021"],
  ["splash/4022"],
  ["patti/4025"],
  ["pinchers/4026"],
];
