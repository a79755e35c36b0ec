import type { Scope } from "@/db/scope";
import {
  type ChangeSetSeen,
  type HistoryAsked,
  listChangeSets,
  listChangesOf,
  listSkinNumbers,
} from "@/db/tenant/queries/history";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { listTemplates } from "@/db/tenant/queries/templates";
import { placeOptions } from "../places/place-options";
import { zoneHere } from "../zone";
import { deedOf, whoOf } from "./deed-words";
import { type FieldChange, fieldChangesOf } from "./field-words";
import type { SiteWords } from "./named-values";

/** What somebody did, as the history shows it. */
export interface Told {
  readonly id: string;
  readonly at: string;
  readonly day: string;
  readonly time: string;
  readonly who: string;
  readonly deed: string;
  readonly fields: readonly FieldChange[];
  /** Items with what became of them, where a set has several. */
  readonly items: readonly { readonly name: string; readonly fields: readonly FieldChange[] }[];
  /** How many rows changed that are not named. */
  readonly more: number;
  readonly isUndone: boolean;
  /** Whether it can be taken back. */
  readonly canUndo: boolean;
}

/** One page of the history by the clock of whoever asks, whether there is more, and after which change set. */
export async function readHistory(
  scope: Scope,
  asked: HistoryAsked,
): Promise<{ told: Told[]; hasMore: boolean; last?: string }> {
  const found = await scope.read((tx) => listChangeSets(tx, { ...asked, limit: asked.limit + 1 }));
  const sets = found.slice(0, asked.limit);
  if (sets.length === 0) return { told: [], hasMore: false };
  const ids = sets.map(({ id }) => id);
  const [changes, skins, fields, places, templates] = await scope.read((tx) =>
    Promise.all([
      listChangesOf(tx, ids, asked.itemId),
      listSkinNumbers(tx),
      listFields(tx),
      listPlaces(tx),
      listTemplates(tx),
    ]),
  );
  const timeZone = await zoneHere();
  const words = {
    timeZone,
    skins,
    fields: new Map(fields.map((field) => [field.id, field])),
    places: new Map(placeOptions(places).map(({ value, label }) => [value, label])),
    templates: new Map(templates.map(({ id, label }) => [id, label])),
  };
  const none = { changes: [], rows: 0, items: 0 };
  const whole = sets.map((set) => ({ ...set, ...(changes.get(set.id) ?? none) }));
  return {
    // Of what was deleted for good a set is left without a change.
    told: whole.filter(({ rows }) => rows > 0).map((set) => tell(set, words)),
    last: ids.at(-1),
    hasMore: found.length > asked.limit,
  };
}

function tell(set: ChangeSetSeen, words: SiteWords): Told {
  const byItem = [...Map.groupBy(set.changes, ({ itemId }) => itemId ?? "")].map(([, ofItem]) => ({
    name: ofItem[0]?.itemName || "Without a name",
    fields: ofItem.flatMap((row) => fieldChangesOf(row, words)),
  }));
  const inWords = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en-GB", { ...style, timeZone: words.timeZone }).format(set.at);
  const isOne = set.items < 2 && byItem.length < 2;
  return {
    id: set.id,
    at: set.at.toISOString(),
    day: inWords({ dateStyle: "long" }),
    time: inWords({ timeStyle: "short" }),
    who: whoOf(set),
    deed: deedOf(set),
    fields: isOne ? (byItem[0]?.fields ?? []) : [],
    items: isOne ? [] : byItem,
    more: set.rows - set.changes.length,
    isUndone: set.isUndone,
    // What the site did by itself, such as filling a new one, is nothing that a person did by mistake.
    canUndo: set.isWhole && !set.isUndone && set.memberId !== null,
  };
}
