import type { Entry, EntryNote } from "@/db/tenant/entry";
import { FACT_KEYS, type FactKey } from "@/db/tenant/entry";
import { fieldOf } from "@/db/tenant/fields";

/** What tells an entry from its neighbours, after its name: "Royal Blue · 4062 · 1995 · Beanie Babies". */
export function entryInWords({ facts }: Entry): string {
  const year = /^\d{4}/.exec(facts.introduced ?? "")?.[0];
  return [facts.variant, facts.styleNumber, facts.animal, year, facts.line]
    .filter(Boolean)
    .join(" · ");
}

const OTHERS: Readonly<Record<string, string>> = { swingTags: "Swing tag", tushTags: "Tush tag" };

/** "Birthday: sources differ." */
export function noteInWords({ field, note }: EntryNote): string {
  const isFact = (FACT_KEYS as readonly string[]).includes(field);
  const label = isFact ? fieldOf("item", field as FactKey).label : (OTHERS[field] ?? field);
  return `${label}: ${note.charAt(0).toLowerCase()}${note.slice(1)}`;
}

/** "Seen with swing tags 1 to 5 and tush tags 1 to 6." Empty where sources don't agree on either. */
export function tagsInWords({ swingTags, tushTags }: Entry): string {
  const said = [counted("swing tag", swingTags), counted("tush tag", tushTags)].filter(Boolean);
  return said.length > 0 ? `Seen with ${said.join(" and ")}.` : "";
}

function counted(what: string, codes: string): string {
  const all = codes.split(", ").filter(Boolean);
  const [first = "", last = ""] = [all[0], all.at(-1)];
  if (all.length < 2) return first && `${what} ${first}`;
  const isRow = all.every((code, at) => Number(code) === Number(first) + at);
  return isRow ? `${what}s ${first} to ${last}` : `${what}s ${codes}`;
}
