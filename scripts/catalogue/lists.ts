import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { PackRecord } from "@/db/catalogue/pack-format";
import type { TagList } from "./generations";

/** A row of a list, by its columns. */
export type Row = Readonly<Record<string, string | undefined>>;

/** The lists that a pack is made from. Their rows are facts in other words and nobody's text. */
export interface Lists {
  readonly facts: readonly Row[];
  readonly lines: readonly Row[];
  readonly variants: readonly Row[];
  readonly tags: TagList;
}

export const FOLDER = join(import.meta.dirname, "../../db/catalogue");

export async function readLists(): Promise<Lists> {
  const read = (name: string) => readFile(join(FOLDER, "lists", name), "utf8");
  const rows = async (name: string): Promise<Row[]> => parse(await read(name), { columns: true });
  return {
    facts: await rows("beanie_facts.csv"),
    lines: await rows("lines.csv"),
    variants: await rows("variants_and_errors.csv"),
    tags: JSON.parse(await read("tag_generations.json")),
  };
}

/** A product that a list names. */
export interface Product {
  readonly key: string;
  readonly name: string;
  readonly styleNumber: string;
}

/** Each name with its style number, in the order of the lists. */
export function productsOf(...lists: readonly (readonly Row[])[]): Product[] {
  const found = new Map<string, Product>();
  for (const { name = "", style_number: styleNumber = "" } of lists.flat()) {
    const key = `${slugOf(name)}/${styleNumber}`;
    if (!found.has(key)) found.set(key, { key, name, styleNumber });
  }
  return [...found.values()];
}

/** What people call a source; of any other its short name says enough. */
const NAMES: Readonly<Record<string, string>> = {
  beaniepedia: "Beaniepedia",
  tycollector: "TyCollector",
  critters1999: "A fan page of early 1999",
  wikipedia: "Wikipedia",
  "fandom-orig9": "Fandom, the original nine",
  sellbeanies: "SellBeanies",
};

/** A record for each source that is named, by key, so that the same lists give the same pack. */
export function sourcesIn(records: readonly PackRecord[], { sources }: TagList): PackRecord[] {
  const named = records.flatMap((record) => ("facts" in record ? record.facts : []));
  const keys = [...new Set(named.flatMap((fact) => fact.sources))].sort();
  return keys.map((key) => {
    const short = key === "sellbeanies" ? "S4" : key.toUpperCase();
    const address = sources[short];
    const isAddress = address?.startsWith("http") ? address : "";
    const name = NAMES[key] ?? (isAddress ? new URL(isAddress).hostname : (address ?? key));
    return { is: "source", key, name, address: isAddress };
  });
}

/** A text as a key writes it. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
}
