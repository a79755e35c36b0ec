import type { PackRecord } from "@/db/catalogue/pack-format";
import { slugOf } from "./lists";

interface Generation {
  readonly gen: string;
  readonly tells: string;
  readonly src: readonly string[];
  readonly agreed?: string;
  readonly single?: string;
  readonly disputed?: string;
  readonly earliest_item?: Earliest;
}

interface Earliest {
  readonly introduced: string;
  readonly name: string;
  readonly src: readonly string[];
}

/** What is known of tags, as the list of them has it. */
export interface TagList {
  readonly sources: Readonly<Record<string, string>>;
  readonly swing: readonly Generation[];
  readonly tush: readonly Generation[];
  readonly tush_earliest_items: Readonly<Record<string, Earliest>>;
  readonly tush_disputed: string;
}

type Fact = Extract<PackRecord, { is: "generation" }>["facts"][number];

/** The short name of a source that is two, and of those by which the other lists know one. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  S10: ["beaniepedia", "tycollector"],
  S3: ["beaniepedia"],
  S4: ["sellbeanies"],
  S8: ["beaniepedia"],
  S5: ["tycollector"],
  S6: ["tycollector"],
  // The same article, published twice.
  S9: ["s7"],
};

/** The generations of both tags of a line, each with what is agreed, what one source says and what is disputed. */
export function generationRecords(line: string, tags: TagList): PackRecord[] {
  const earliest = new Map(Object.entries(tags.tush_earliest_items));
  const both = [
    ...tags.swing.map((one) => ({ tag: "swing" as const, ...one })),
    ...tags.tush.map((one) => ({
      tag: "tush" as const,
      earliest_item: earliest.get(one.gen),
      ...one,
    })),
  ];
  // Of the later tush tags the list tells no more than which item first has one.
  const told = new Set(tags.tush.map(({ gen }) => gen));
  const later = [...earliest.keys()]
    .filter((gen) => !told.has(gen))
    .map((gen) => ({
      tag: "tush" as const,
      gen,
      tells: "",
      src: [],
      earliest_item: earliest.get(gen),
    }));
  return [...both, ...later].map(({ tag, gen, ...rest }) => ({
    is: "generation",
    key: `${line}/${tag}/${slugOf(gen.replace("+", "-and-later"))}`,
    line,
    tag,
    code: gen,
    facts: [...factsOf({ gen, ...rest }), ...countOf(tag, gen, tags)],
  }));
}

function factsOf({ tells, src, agreed, single, disputed, earliest_item }: Generation): Fact[] {
  const sources = named(src);
  const said: Fact[] = [];
  // What two say counts as agreed only where two of them are apart.
  if (agreed)
    said.push(
      sources.length > 1
        ? { field: "tells", value: agreed, sure: "agreed", sources, note: "" }
        : { field: "tells", value: agreed, sure: "single", sources, note: "" },
    );
  if (single)
    said.push({
      field: "tells",
      // Where the list says no more than that one source tells it, what that one tells is meant.
      value: /\bfrom S\d+ alone$/.test(single) ? tells : single,
      sure: "single",
      sources: ofText(single, sources),
      note: "",
    });
  if (!agreed && !single && !disputed && tells)
    said.push({ field: "tells", value: tells, sure: "single", sources, note: "" });
  if (disputed)
    said.push({
      field: "tells",
      value: "",
      sure: "disputed",
      sources: ofText(disputed, sources),
      note: plain(disputed),
    });
  if (earliest_item)
    said.push({
      field: "earliest",
      value: earliest_item.introduced,
      sure: "agreed",
      sources: named(earliest_item.src),
      note: `${earliest_item.name}: the latest that it can have begun`,
    });
  return said.map((fact) => ({ ...fact, value: plain(fact.value) }));
}

/** How many generations of tush tags there are is said once, with the first. */
function countOf(tag: "swing" | "tush", gen: string, tags: TagList): Fact[] {
  if (tag !== "tush" || gen !== "1") return [];
  const sources = ofText(tags.tush_disputed, []);
  return [
    { field: "count", value: "", sure: "disputed", sources, note: plain(tags.tush_disputed) },
  ];
}

/** The sources that a text names, or else those given. */
function ofText(text: string, given: readonly string[]): string[] {
  const found = named(text.match(/\bS\d+\b/g) ?? []);
  return found.length > 0 ? found : [...given];
}

function named(short: readonly string[]): string[] {
  return [...new Set(short.flatMap((one) => SOURCES[one] ?? [one.toLowerCase()]))];
}

/** A text without the list's short names of sources. */
function plain(text: string): string {
  return text
    .replace(/\s*\((?:S\d+(?:, )?)+\)/g, "")
    .replace(/\bS10 has\b/, "Two lists of items have")
    .replace(/\bS\d+\b/g, (short) => NAMES[short] ?? short);
}

const NAMES: Readonly<Record<string, string>> = {
  S2: "one page",
  S7: "one article",
  S8: "one list",
  S9: "one article",
  S10: "two lists of items",
};
