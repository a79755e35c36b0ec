import { z } from "zod";
import type { Hex } from "./colour";
import { TYPE_IDS } from "./pairings";

/** The allowed values of a skin, in the order in which the editor lists them. */
export const PRESET_IDS = [
  "vitrine",
  "terminal",
  "attic",
  "nursery",
  "field-guide",
  "ledger",
  "night-market",
  "swing-tag",
] as const;
export const SCHEMES = ["light", "dark"] as const;
export const COLOUR_ROLES = ["paper", "card", "ink", "soft", "accent", "onAccent", "line"] as const;
export const CORNERS = ["square", "soft", "round", "heart"] as const;
export const DENSITIES = ["airy", "cosy", "compact"] as const;
export const SHELVES = ["grid", "shelves", "table"] as const;
export const HEADERS = ["left", "centred", "banner", "masthead", "bar", "side"] as const;
export const DETAILS = [
  "label",
  "prompt",
  "tag",
  "soft",
  "plate",
  "ledger",
  "poster",
  "star",
] as const;

export type PresetId = (typeof PRESET_IDS)[number];
export type Scheme = (typeof SCHEMES)[number];
export type ColourRole = (typeof COLOUR_ROLES)[number];

const HexSchema = z
  .string()
  .regex(/^#[0-9a-fA-F]{6}$/, "A colour is written as # and six digits, such as #c8102e.")
  .transform((value): Hex => `#${value.slice(1).toLowerCase()}`);

const PaletteSchema = z.strictObject({
  paper: HexSchema,
  card: HexSchema,
  ink: HexSchema,
  soft: HexSchema,
  accent: HexSchema,
  onAccent: HexSchema,
  line: HexSchema,
});

// Control characters, line separators and direction overrides could reorder or break what stands
// around an owner's line of text.
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

const LineSchema = z
  .string()
  .trim()
  .refine((value) => !HIDDEN.test(value), "This text has characters that cannot be shown.");

const WordSchema = z
  .string()
  .trim()
  .min(1, "Give the word at least one letter.")
  .max(24, "Keep the word to 24 letters.")
  .regex(
    /^[\p{L}\p{M}\p{N} '’-]+$/u,
    "A word is made of letters, digits, spaces, hyphens and apostrophes.",
  )
  .regex(/[\p{L}\p{N}]/u, "Give the word at least one letter.");

const LogoSchema = z.strictObject({
  /** Where the picture lies in the tenant's own storage. */
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9/._-]{0,199}$/, "This is no picture of this site.")
    .refine((key) => !key.includes(".."), "This is no picture of this site."),
  alt: LineSchema.pipe(z.string().max(120, "Keep the description to 120 letters.")),
  /** Pixels of the stored picture. */
  width: z.int().min(1).max(8192),
  height: z.int().min(1).max(8192),
});

/** Everything an owner may decide about the look of a site; unknown keys are refused. */
export const SkinSchema = z.strictObject({
  preset: z.enum(PRESET_IDS),
  colours: z.strictObject({ light: PaletteSchema, dark: PaletteSchema }),
  type: z.enum(TYPE_IDS),
  corner: z.enum(CORNERS),
  density: z.enum(DENSITIES),
  shelf: z.enum(SHELVES),
  header: z.enum(HEADERS),
  detail: z.enum(DETAILS),
  tagline: LineSchema.pipe(z.string().max(120, "Keep the tagline to 120 letters.")),
  /** The site's own words: one thing, many of them, and what the whole is called. */
  words: z.strictObject({ one: WordSchema, many: WordSchema, collection: WordSchema }),
  logo: LogoSchema.nullable(),
});

export type Skin = z.infer<typeof SkinSchema>;
export type Palette = Skin["colours"]["light"];

/** Turns anything into a skin, or throws the ZodError that says which field is wrong. */
export function parseSkin(input: unknown): Skin {
  return SkinSchema.parse(input);
}
