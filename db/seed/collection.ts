import type { Standing } from "@/db/tenant/choices";
import {
  type Copy,
  EMPTY_COPY,
  EMPTY_ITEM,
  EMPTY_WANT,
  type ItemDraft,
  type Want,
} from "@/db/tenant/item";
import type { FieldDraft, OwnValues, Template } from "@/db/tenant/own";
import type { Reaches } from "@/db/tenant/queries/site";
import type { Role } from "@/db/tenant/roles";
import type { SetDraft, SetRule } from "@/db/tenant/set";
import type { Skin } from "@/themes/skin";
import { agreed } from "./facts/agreed";
import { variants } from "./facts/variants";
import type { SeedObservation, SeedRate } from "./write-values";

/** A site with everything that a person put into it. */
export interface Collection {
  readonly slug: string;
  readonly name: string;
  readonly firstSkin: Skin;
  /** The versions saved since, oldest first; the site wears the last. */
  readonly laterSkins: readonly { readonly note: string; readonly skin: Skin }[];
  /** The owner comes first. */
  readonly members: readonly {
    readonly email: string;
    readonly name: string;
    readonly role: Role;
  }[];
  /** The fields that its owner has made. Items name them by their labels. */
  readonly fields: readonly FieldDraft[];
  /** Templates; what they begin with, in own fields by their labels. */
  readonly templates: readonly {
    readonly label: string;
    readonly facts: Template["facts"];
    readonly own: OwnValues;
  }[];
  /** In the order in which they were catalogued, one day after another. */
  readonly items: readonly SeedItem[];
  /** Where copies are kept; a copy's `placeId` is a key of these. */
  readonly places: readonly SeedPlace[];
  /** What was observed of items and their copies, and what a currency was in another. */
  readonly observations: readonly SeedObservation[];
  readonly rates: readonly SeedRate[];
  /** What belongs together; the original nine by the catalogue. */
  readonly sets: readonly (Omit<SetDraft, "rule"> & {
    readonly rule: SetRule | "the original nine";
  })[];
  /** Who reads its lists, and what is on them. */
  readonly reaches: Reaches;
  /** The day of the first entry, as YYYY-MM-DD. */
  readonly since: string;
}

export interface SeedPlace {
  readonly key: string;
  readonly name: string;
  /** The key of the place it lies in. */
  readonly within?: string;
}

/** Items whose copies are kept in one place, if they say no other. */
export function keptIn(place: string, items: readonly SeedItem[]): SeedItem[] {
  const isHere = ({ status }: Copy) =>
    status !== "ordered" && status !== "sold" && status !== "given";
  return items.map((item) => ({
    ...item,
    copies: item.copies.map((copy) =>
      copy.placeId || !isHere(copy) ? copy : { ...copy, placeId: place },
    ),
  }));
}

export interface SeedItem extends ItemDraft {
  readonly slug: string;
  readonly trashed: boolean;
  readonly copies: readonly (Copy & {
    readonly own?: OwnValues;
    readonly loans?: readonly SeedLoan[];
  })[];
}

/** A loan of a copy. Its days are counted from the day of the seed; earlier ones are negative. */
export interface SeedLoan {
  readonly lentTo: string;
  readonly since: number;
  readonly due?: number;
  readonly backOn?: number;
  readonly note?: string;
}

const facts = { ...agreed, ...variants };

export type Kind = keyof typeof facts;

type Own = Partial<Omit<SeedItem, "copies" | "want">> & {
  /** Of each copy that says nothing else; without copies, it is wanted. */
  readonly status?: Standing;
  readonly want?: Partial<Want>;
  readonly copies?: readonly Partial<SeedItem["copies"][number]>[];
};

/**
 * How one owner enters items: the kind's facts, which also give the slug, and the owner's own fields.
 * @param currency ISO 4217, of the prices paid
 * @param voice what this owner does to the words of the facts
 */
export function cataloguer(currency: string, voice: (words: string) => string = (words) => words) {
  return (kind: Kind, { copies = [], status, want, ...own }: Own = {}): SeedItem => {
    const standing = status ?? (copies.length === 0 ? "wanted" : "owned");
    const { swingTags: _swing, tushTags: _tush, ...fact } = facts[kind];
    return {
      ...EMPTY_ITEM,
      ...fact,
      name: voice(fact.name),
      animal: voice(fact.animal),
      variant: voice(fact.variant),
      colour: voice(fact.colour),
      slug: kind,
      want: want || standing === "wanted" ? { ...EMPTY_WANT, ...want } : null,
      trashed: false,
      ...own,
      copies: copies.map((copy, index) => ({
        ...EMPTY_COPY,
        status: standing === "wanted" ? "owned" : standing,
        label: `Copy ${index + 1}`,
        currency: copy.pricePaid === undefined ? "" : currency,
        ...copy,
      })),
    };
  };
}

/** Every kind there are facts of. */
export const KINDS = Object.keys(facts).filter((key): key is Kind => key in facts);

/** What is known of a kind. */
export function factOf(kind: Kind) {
  return facts[kind];
}

/**
 * Texts that no visitor of the site may read: names, stories and notes of private and trashed items and of copies that
 * are kept off the page, and what members alone know of a copy and its value, unless a public text says the same.
 */
export function secretsOf({ items, observations }: Collection): string[] {
  const isHidden = (item: SeedItem) => item.trashed || item.visibility === "private";
  const textsOf = ({ name, story, copies }: SeedItem, shown: boolean) => [
    name,
    ...story.split(/\n+/),
    ...copies.filter((copy) => !(shown && copy.keptOff)).map((copy) => copy.note),
  ];
  const keptBack = ({ copies }: SeedItem) =>
    copies.flatMap((copy) => [
      copy.acquiredFrom,
      copy.privateNote,
      ...(copy.loans ?? []).flatMap(({ lentTo, note = "" }) => [lentTo, note]),
      ...(copy.keptOff ? [copy.note] : []),
    ]);
  const open = items.filter((item) => !isHidden(item)).flatMap((item) => textsOf(item, true));
  return [
    ...items.filter(isHidden).flatMap((item) => textsOf(item, false)),
    ...items.flatMap(keptBack),
    ...observations.map(({ source }) => source),
  ].filter((text) => text && !open.some((said) => said.includes(text)));
}
