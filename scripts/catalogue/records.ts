import type { PackRecord, Sure } from "@/db/catalogue/pack-format";
import { generationRecords } from "./generations";
import { type Lists, productsOf, type Row, slugOf, sourcesIn } from "./lists";
import { variantRecords } from "./variants";

type Fact = Extract<PackRecord, { is: "entry" }>["facts"][number];

const LINE = "beanie-babies";

/** What the lists call a field, and what an item does. */
const FIELDS = {
  style_number: "styleNumber",
  animal: "animal",
  colour: "colour",
  birthday: "birthday",
  introduced: "introduced",
  retired: "retired",
  swing_tag_gens: "swingTags",
  tush_tag_gens: "tushTags",
} as const;

/** Why a fact of a flag is as it is, in a sentence. */
const NOTES: Readonly<Record<string, string>> = {
  "none-on-tag": "Its tag gives none.",
  disputed: "Sources differ.",
  "day-disputed": "Sources differ in the day.",
  "day-single-source": "The day has one source.",
  "one-typo": "One list misspells it.",
  "from-news-1998": "From news of 1998.",
  "tycollector-one-row": "One of the lists knows one row for all variants.",
};

/** All that a pack holds, sources and lines first. */
export function recordsOf({ facts, lines, variants, tags }: Lists): PackRecord[] {
  const products = productsOf(facts, variants);
  const records: PackRecord[] = [
    ...lines.map(lineRecord),
    ...products.map(({ key, name }) => ({ is: "product" as const, key, line: LINE, name })),
    ...facts.map(entryRecord),
    ...variantRecords(variants, products, facts),
    ...generationRecords(LINE, tags),
  ];
  return [...sourcesIn(records, tags), ...records];
}

function lineRecord({
  line = "",
  first_year,
  last_year,
  notes_as_facts,
  sources,
}: Row): PackRecord {
  const named = namesOf(sources);
  const sure: Sure = named.length > 1 ? "agreed" : "single";
  const facts = [
    ["firstYear", first_year],
    ["lastYear", last_year],
    ["note", notes_as_facts],
  ].flatMap(([field = "", value]): Fact[] =>
    value ? [{ field, value, sure, sources: named, note: "" }] : [],
  );
  return { is: "line", key: slugOf(line), name: line, facts };
}

function entryRecord(row: Row): PackRecord {
  const { name = "", style_number = "", variant = "" } = row;
  const product = `${slugOf(name)}/${style_number}`;
  return {
    is: "entry",
    key: variant ? `${product}/${slugOf(variant)}` : product,
    product,
    variant,
    facts: [
      ...Object.keys(FIELDS).flatMap((column) => factOf(row, column as keyof typeof FIELDS)),
      ...variantFact(row),
    ],
  };
}

/** A field is agreed where the list says so. Where it says why there is none, that is said. */
function factOf(row: Row, column: keyof typeof FIELDS): Fact[] {
  const field = FIELDS[column];
  const sources = namesOf(row.sources);
  const flags = flagsOf(row, column);
  const note = flags.map((flag) => NOTES[flag] ?? flag).join(" ");
  const value = (row[column] ?? "").replaceAll("|", ", ");
  const agreed = (row.agreed_fields ?? "").split(";").includes(column);
  if (agreed && value) return [{ field, value, sure: "agreed", sources, note }];
  if (flags.includes("none-on-tag")) return [{ field, value: "", sure: "agreed", sources, note }];
  if (flags.includes("disputed")) return [{ field, value: "", sure: "disputed", sources, note }];
  return [];
}

/** That there is a variant at all, where not both lists tell it apart. */
function variantFact(row: Row): Fact[] {
  const flags = flagsOf(row, "variant");
  if (!row.variant || flags.length === 0) return [];
  const note = flags.map((flag) => NOTES[flag] ?? flag).join(" ");
  return [
    { field: "variant", value: row.variant, sure: "single", sources: namesOf(row.sources), note },
  ];
}

function flagsOf({ flags = "" }: Row, column: string): string[] {
  return flags.split(";").flatMap((flag) => {
    const [of, what] = flag.split(":");
    return of === column && what ? [what] : [];
  });
}

function namesOf(sources = ""): string[] {
  return sources.split("|").filter(Boolean).map(slugOf);
}
