import { dateInWords } from "@/base/values/dates";
import { moneyInWords } from "@/base/values/money";
import {
  LANGUAGES,
  type Language,
  OBSERVATION_WORDS,
  type ObservationKind,
  PRIORITY_WORDS,
  type Priority,
  REACH_WORDS,
  type Reach,
  VISIBILITY_WORDS,
  type Visibility,
} from "@/db/tenant/choices";
import type { Field, FieldType } from "@/db/tenant/field";
import { FIELDS } from "@/db/tenant/fields";
import type { RowSeen } from "@/db/tenant/queries/history";
import { COUNTED_WORDS, type Counted, readRule } from "@/db/tenant/set";
import { ruleInWords } from "../../rule-words";
import { TYPE_WORDS } from "../fields/field-words";
import { cut } from "./cut";

/** What is called by a name or number of the site's own, by its id. */
export interface SiteWords {
  /** By whose clock moments are told, such as `Europe/Zurich`. */
  readonly timeZone: string;
  readonly skins: ReadonlyMap<string, number>;
  /** The fields that the owner has made. */
  readonly fields: ReadonlyMap<string, Field>;
  /** Each place by its way from the top. */
  readonly places: ReadonlyMap<string, string>;
  readonly templates: ReadonlyMap<string, string>;
}

/** What a value says in words, where no field says how: an id, a code or a moment is no word. */
export function valueNamed(
  { tableName, itemName }: Pick<RowSeen, "tableName" | "itemName">,
  key: string,
  value: unknown,
  words: SiteWords,
): string {
  const id = textOf(value);
  switch (`${tableName}.${key}`) {
    case "wants.priority":
      return PRIORITY_WORDS[id as Priority] ?? id;
    case "site.skinId": {
      const number = words.skins.get(id);
      return number ? `Version ${number}` : "";
    }
    case "site.tagPages":
      return id === "true" ? "At the foot of the site" : "Nowhere on the site";
    case "site.takesMessages":
      return id === "true" ? "Taken" : "Not taken";
    case "sets.visibility":
      return VISIBILITY_WORDS[id as Visibility] ?? id;
    case "sets.counted":
      return COUNTED_WORDS[id as Counted] ?? id;
    case "sets.rule":
      return ruleTold(value);
    case "site.wantsReach":
    case "site.tradesReach":
      return REACH_WORDS[id as Reach] ?? id;
    case "site.language":
      return LANGUAGES[id as Language] ?? id;
    case "copy_private.placeId":
      return id && (words.places.get(id) ?? "A place that is gone");
    case "places.parentId":
      return id ? (words.places.get(id) ?? "A place that is gone") : "No other place";
    case "observations.kind":
      return OBSERVATION_WORDS[id as ObservationKind] ?? id;
    case "observations.copyId":
      return id ? "One of the copies" : "Any copy";
    case "exchange_rates.day":
      return dateInWords(id);
    case "item_templates.templateId":
      return id && (words.templates.get(id) ?? "A template that is gone");
    case "loans.since":
    case "loans.due":
    case "loans.backOn":
      return dateInWords(id);
    case "photos.itemId":
      return id ? cut(itemName, 120) || "An item" : "Photo inbox";
    case "photos.copyId":
      return id ? "One of the copies" : "The item in general";
    case "photos.ofCertificate":
      return value ? "Yes" : "No";
    case "fields.type":
      return TYPE_WORDS[id as FieldType]?.label ?? id;
    case "fields.seenBy":
      return id === "members" ? "Members alone" : "Everyone";
    case "item_entries.mine":
      return Array.isArray(value) ? value.map(labelOf).join(", ") : id;
    case "item_entries.facts":
    case "templates.facts":
      return factsInWords(value);
  }
  if (key === "trashedAt" || key === "removedAt") return momentInWords(id, words.timeZone);
  return key === "position" && typeof value === "number" ? String(value + 1) : id;
}

/** What tells a row that came or went from its neighbours; empty where nothing does. */
export function rowNamed(
  tableName: string,
  values: Readonly<Record<string, unknown>>,
  words: SiteWords,
): string {
  if (tableName === "photos") return textOf(values.alt) || "without a description";
  if (tableName === "template_fields")
    return words.fields.get(textOf(values.fieldId))?.label ?? "A field that is gone";
  if (tableName === "item_templates")
    return words.templates.get(textOf(values.templateId)) ?? "A template that is gone";
  if (tableName === "item_entries") return factsInWords(values.facts);
  if (tableName === "observations") return observationNamed(values);
  if (tableName === "exchange_rates")
    return `1 ${textOf(values.fromCurrency)} = ${textOf(values.rate)} ${textOf(values.toCurrency)}, ${dateInWords(textOf(values.day))}`;
  return textOf(values.name) || textOf(values.label) || textOf(values.tag) || textOf(values.lentTo);
}

/** "Appraised, 3 June 2024: $120.00". */
function observationNamed({
  kind,
  observed,
  amount,
  currency,
}: Readonly<Record<string, unknown>>): string {
  const code = textOf(currency);
  const money =
    typeof amount === "number" && /^[A-Z]{3}$/.test(code)
      ? moneyInWords(amount, code)
      : `${textOf(amount)} ${code}`;
  const what = OBSERVATION_WORDS[textOf(kind) as ObservationKind] ?? textOf(kind);
  return `${what}, ${dateInWords(textOf(observed))}: ${money}`;
}

/** What belongs to a set; of a list all that is on it, because lists that differ may be as long. */
function ruleTold(kept: unknown): string {
  const rule = readRule(kept);
  if (rule.kind !== "list") return ruleInWords(rule);
  const names = rule.pieces.map(({ said }) => [said.name, said.variant].filter(Boolean).join(" "));
  return names.length > 0
    ? cut(`${ruleInWords(rule)}: ${names.join(", ")}`, 400)
    : cut(JSON.stringify(kept), 400);
}

/** Any value as one short line. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return cut(Array.isArray(value) ? value.join(", ") : String(value), 400);
}

function factsInWords(facts: unknown): string {
  const named = Object.entries(facts ?? {}).map(([key, value]) => `${labelOf(key)}: ${value}`);
  return cut(named.join(", "), 400);
}

function labelOf(key: string): string {
  return FIELDS.find((field) => field.key === key)?.label ?? key;
}

function momentInWords(written: string, timeZone: string): string {
  const moment = new Date(written);
  if (Number.isNaN(moment.getTime())) return written;
  const style = { dateStyle: "long", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat("en-GB", { ...style, timeZone }).format(moment);
}
