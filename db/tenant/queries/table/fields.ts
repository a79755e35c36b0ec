import type { Field } from "../../field";
import { FIELDS } from "../../fields";
import type { OwnField } from "../../own";
import { idsBelow, placesByWay, placeTree } from "../../place-tree";
import type { Place } from "../places";

/** What is known of an item without anybody writing it. */
const COUNTED_TYPES = ["count", "moment", "photo", "want", "worth"] as const;

/** Whether nobody writes it where it stands. */
export function isCounted(type: TableField["type"]): boolean {
  return COUNTED_TYPES.some((one) => one === type);
}

/** What can be a column, a filter, an order and, where people write it, a bulk edit. */
export interface TableField extends Omit<Field, "type" | "group"> {
  readonly type: Field["type"] | (typeof COUNTED_TYPES)[number] | "place";
  /** The id of a field that the owner has made. */
  readonly own?: string;
}

/** A field that the owner has made. */
export type OwnTableField = TableField & { readonly own: string; readonly type: Field["type"] };

/** Whether the owner has made a field. */
export function isOwn(field: TableField): field is OwnTableField {
  return field.own !== undefined;
}

/** The fields that a site's table has. */
export interface TableFields {
  /** In the order in which they are offered. */
  readonly all: readonly TableField[];
  /** The field of a key, or undefined. */
  named(key: string): TableField | undefined;
  /** A place and those in it, by their ids; none where there is no such place. */
  within(placeId: string): readonly string[];
}

const BROUGHT_ALONG: readonly TableField[] = [
  ...FIELDS,
  { key: "wanted", label: "Wanted", type: "want", of: "item", seenBy: "everyone" },
  { key: "copies", label: "Copies", type: "count", of: "item", seenBy: "everyone" },
  { key: "value", label: "Value", type: "worth", of: "item", seenBy: "members" },
  { key: "photo", label: "Photo", type: "photo", of: "item", seenBy: "everyone" },
  { key: "createdAt", label: "Added", type: "moment", of: "item", seenBy: "everyone" },
  { key: "updatedAt", label: "Changed", type: "moment", of: "item", seenBy: "everyone" },
];

/** Before the keys of an owner's fields, so that none is that of a field which Swingtag brings along. */
const OWN = "own-";

/**
 * The fields of a table: those that Swingtag brings along, the place of a copy, and the owner's.
 * @param places all of the site, by name
 */
export function tableFields(own: readonly OwnField[], places: readonly Place[]): TableFields {
  const ways = placesByWay(placeTree(places));
  const all = [...BROUGHT_ALONG, placeField(ways), ...own.map(ownField)];
  const byKey = new Map(all.map((field) => [field.key, field]));
  const nodes = new Map(ways.map(({ node }) => [node.id, node]));
  return {
    all,
    named: (key) => byKey.get(key),
    within: (placeId) => {
      const node = nodes.get(placeId);
      return node ? idsBelow(node) : [];
    },
  };
}

/** The fields of a site whose owner has made none. */
export const BUILT_IN: TableFields = tableFields([], []);

/** The columns of a table that nobody has arranged yet. */
export const FIRST_COLUMNS: readonly string[] = [
  "name",
  "animal",
  "variant",
  "styleNumber",
  "introduced",
  "status",
  "visibility",
  "condition",
  "copies",
  "tags",
];

/** Whether a key is that of a field which an owner has made, or had. */
export function isOwnKey(key: string): boolean {
  return key.startsWith(OWN);
}

/** Whether each item has a value of it, so that nobody asks for items without. */
export function isAlwaysThere(field: TableField): boolean {
  if (field.of === "copy" || field.own) return false;
  return field.required !== undefined || (field.type === "choice" && field.empty !== "");
}

function ownField({ id, key, label, type, of, seenBy, values, unit }: OwnField): TableField {
  const isChosen = type === "choice" || type === "choices";
  return {
    key: `${OWN}${key}`,
    label,
    type,
    of,
    seenBy,
    own: id,
    ...(isChosen && { values: values ?? [], empty: "" }),
    ...(unit && { unit }),
  };
}

/** Its values are the ids of places, and the words the ways to them. */
function placeField(ways: ReturnType<typeof placesByWay>): TableField {
  return {
    key: "place",
    label: "Place",
    type: "place",
    of: "copy",
    seenBy: "members",
    values: ways.map(({ node }) => node.id),
    words: Object.fromEntries(ways.map(({ node, way }) => [node.id, way])),
  };
}
