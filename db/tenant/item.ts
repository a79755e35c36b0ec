/**
 * What is written of an item and of a copy, as `fields.ts` has it. Schema, queries, the form, seeds, the attack's
 * fixtures, proofs and tests read it here. A browser can read it too.
 */

import {
  type Condition,
  type CopyStatus,
  type Priority,
  STANDINGS,
  type Standing,
} from "./choices";
import type { ItemEntry } from "./entry";
import { byKey, type Field, type FieldValue, pick, type Written } from "./field";
import { type BuiltIn, FIELDS, fieldsOf, type KeyOf } from "./fields";
import type { OwnValues } from "./own";

/** How many letters a text may have; of tags, each of them. */
export const LONGEST: Readonly<
  Record<BuiltIn["key"] | "alt" | "fileName" | "wantNote" | "view", number>
> = {
  ...byKey<BuiltIn["key"], Field & { readonly key: BuiltIn["key"] }, number>(
    FIELDS,
    ({ longest = 0 }) => longest,
  ),
  /** What a photo shows. */
  alt: 200,
  wantNote: 200,
  /** What a photo's file was called. */
  fileName: 120,
  /** The name of a view of the studio's table. */
  view: 40,
};

/** How many of each an item may have. */
export const MOST = { tags: 30, copies: 50, photos: 24 } as const;

/** What a draft says under the names of its fields. */
type Said<Of extends "item" | "copy"> = {
  readonly [F in BuiltIn<Of> as F["key"]]: Written<F>;
};

/**
 * What can be known of a toy whoever holds it. Its dates are partial: text that says no more than is known.
 * - `1995`, `1995-06`, `1995-06-03`, and without a year `--05-19`;
 * - `1990s`, a decade; `1997/1998` and `1995-06/1995-08`, from the one to the other, the earlier first;
 * - `~` behind any of them that has a year, as in `1997~`: about.
 * Read as text they stand in the order of time, what is less exact after what is more so. Empty is unknown.
 */
export type Facts = Pick<
  Said<"item">,
  Extract<BuiltIn<"item">, { readonly group: "facts" | "dates" }>["key"]
>;

/** What a person writes about an item. */
export interface ItemDraft extends Said<"item"> {
  /** What is looked for, also where there are copies; null where nothing is. */
  readonly want: Want | null;
  readonly copies: readonly DraftCopy[];
  /** What stands in the owner's fields. */
  readonly own: OwnValues;
  /** The template that it is made from; where not said, whichever it is. */
  readonly template?: string | null;
  /** Which entry of the catalogue it is; where not said, whichever it is. */
  readonly entry?: ItemEntry | null;
}

/** What of a draft stands in the item's own row. */
export type OwnKey = Exclude<KeyOf<"item">, "tags">;

/** The names of what stands in the item's own row. */
export const OWN_KEYS: readonly OwnKey[] = fieldsOf("item")
  .map(({ key }) => key)
  .filter((key) => key !== "tags");

/** What is looked for. */
export interface Want {
  readonly priority: Priority;
  /** At least this good; empty where that does not matter. */
  readonly condition: Condition;
  /** The swing tag's code; empty where any will do. */
  readonly swingTag: string;
  readonly note: string;
  /** The most that its owner would pay, for members: whole minor units. */
  readonly highest: number | null;
  /** ISO 4217; empty without a highest price. */
  readonly currency: string;
}

/** A copy; its amounts are whole minor units of one currency (ISO 4217; empty without any). */
export interface Copy extends Said<"copy"> {
  /** Where it is kept, for members; null where nobody has said. */
  readonly placeId: string | null;
  readonly currency: string;
}

/** A copy as it is kept; its id stays as long as it is there, whatever is written about it. */
export interface KeptCopy extends Copy {
  readonly id: string;
}

/**
 * A copy in a draft: the id says which kept one it is, null that it is new. Drafts that a browser kept from
 * before copies were told apart have no id at all.
 */
export interface DraftCopy extends Copy {
  readonly id?: string | null;
  /** What stands in the owner's fields of copies. */
  readonly own?: OwnValues;
}

/** A draft of what is kept of an item. */
export interface KeptDraft extends ItemDraft {
  readonly copies: readonly (KeptCopy & DraftCopy)[];
}

/** A photograph; `key` leads to its sizes in the tenant's files, the colour fills its place until it is there. */
export interface Photo {
  readonly id: string;
  /** The copy that it shows; null for the item in general. */
  readonly copyId: string | null;
  /** Whether it shows the certificate of that copy. */
  readonly ofCertificate: boolean;
  readonly key: string;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly alt: string;
}

/** Whether a photo shows the certificate of a copy, and not the toy. */
export function showsCertificate({
  copyId,
  ofCertificate,
}: Pick<Photo, "copyId" | "ofCertificate">) {
  return ofCertificate && copyId !== null;
}

/** An item before anything was written about it. */
export const EMPTY_ITEM: ItemDraft = { ...emptied("item"), want: null, copies: [], own: {} };

/** What is known of a toy of which nothing is known. */
export const EMPTY_FACTS: Facts = pick(
  EMPTY_ITEM,
  FIELDS.flatMap((field) =>
    field.group === "facts" || field.group === "dates" ? [field.key] : [],
  ),
);

/** A copy before anything was written about it. */
export const EMPTY_COPY: Copy = {
  ...emptied("copy"),
  placeId: null,
  currency: "",
};

/** A want before anything was written about it. */
export const EMPTY_WANT: Want = {
  priority: "normal",
  condition: "",
  swingTag: "",
  note: "",
  highest: null,
  currency: "",
};

/** How an item stands whose copies and want these are: each way once, in the order of STANDINGS. */
export function standingsOf(
  copies: readonly { readonly status: CopyStatus }[],
  want: Want | null,
): Standing[] {
  const found = new Set<Standing>(copies.map(({ status }) => status));
  if (want) found.add("wanted");
  return STANDINGS.filter((standing) => found.has(standing));
}

function emptied<Of extends "item" | "copy">(of: Of): Said<Of> {
  return Object.fromEntries(
    fieldsOf(of).map((field) => [field.key, emptyValueOf(field)]),
  ) as Said<Of>;
}

/** What a field holds before anything was written. */
function emptyValueOf({ type, empty = "", required }: Field): FieldValue {
  if (type === "yes/no") return required ? false : null;
  if (type === "choices") return [];
  return type === "money" || type === "number" ? null : empty;
}
