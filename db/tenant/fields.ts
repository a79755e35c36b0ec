import {
  CONDITION_WORDS,
  CONDITIONS,
  COPY_STATUSES,
  STANDING_WORDS,
  SWING_TAGS,
  TUSH_TAGS,
  VISIBILITIES,
  VISIBILITY_HINTS,
  VISIBILITY_WORDS,
} from "./choices";
import type { Field, FieldGroup, FieldOwner, FieldType } from "./field";
import {
  GRADE_HINTS,
  LINES,
  PROTECTOR_WORDS,
  PROTECTORS,
  SWING_TAG_STATE_HINTS,
  SWING_TAG_STATE_WORDS,
  SWING_TAG_STATES,
  TUSH_TAG_STATE_HINTS,
  TUSH_TAG_STATE_WORDS,
  TUSH_TAG_STATES,
} from "./parts";

/** The parts of the item's form, in their order. */
export const GROUPS = [
  { key: "facts", label: "Facts" },
  { key: "dates", label: "Dates", titled: true },
  { key: "story", label: "Story" },
  { key: "standing", label: "Standing", aside: true },
  { key: "copy", label: "Copy" },
  { key: "certificate", label: "Certificate" },
] as const satisfies readonly FieldGroup[];

const ITEM = { of: "item", seenBy: "everyone" } as const;
const COPY = { of: "copy", seenBy: "everyone", group: "copy" } as const;
const CERTIFICATE = { of: "copy", seenBy: "everyone", group: "certificate" } as const;
const COPY_FOR_MEMBERS = { of: "copy", seenBy: "members", group: "copy" } as const;

/**
 * The fields that Swingtag brings along, those of the item first, in the order of forms and pages. A further one is an
 * entry here, its column in `schema.ts` and a migration.
 */
export const FIELDS = [
  {
    ...ITEM,
    key: "name",
    label: "Name",
    type: "text",
    group: "facts",
    longest: 120,
    required: "Give it a name.",
    searched: true,
    sort: "name",
  },
  {
    ...ITEM,
    key: "animal",
    keeps: true,
    label: "Animal",
    type: "text",
    group: "facts",
    longest: 60,
    offered: "in use",
    searched: true,
    facet: { name: "animal", order: "count" },
    shelf: { label: "Animal", width: "wide" },
    fact: true,
  },
  {
    ...ITEM,
    key: "variant",
    label: "Variant",
    type: "text",
    group: "facts",
    longest: 80,
    searched: true,
    fact: true,
  },
  {
    ...ITEM,
    key: "colour",
    label: "Colour",
    type: "text",
    group: "facts",
    longest: 60,
    searched: true,
    fact: true,
  },
  {
    ...ITEM,
    key: "styleNumber",
    label: "Style number",
    type: "text",
    group: "facts",
    longest: 20,
    searched: true,
    sort: "number",
    digits: true,
    shelf: { label: "Style", width: "wide", figures: true },
    fact: true,
  },
  {
    ...ITEM,
    key: "line",
    label: "Line",
    type: "text",
    group: "facts",
    longest: 60,
    offered: LINES,
    searched: true,
    fact: true,
  },
  {
    ...ITEM,
    key: "birthday",
    label: "Birthday",
    type: "date",
    searched: true,
    group: "dates",
    hint: "Such as 19 May or 3 June 1995",
    fact: true,
  },
  {
    ...ITEM,
    key: "introduced",
    label: "Introduced",
    type: "date",
    searched: true,
    group: "dates",
    hint: "Such as 1995 or June 1995",
    sort: "introduced",
    shelf: { label: "Year", width: "middle" },
    fact: true,
  },
  {
    ...ITEM,
    key: "retired",
    label: "Retired",
    type: "date",
    searched: true,
    group: "dates",
    hint: "Empty while it is current",
    fact: true,
  },
  {
    ...ITEM,
    key: "visibility",
    keeps: true,
    label: "Who sees it",
    type: "choice",
    group: "standing",
    values: VISIBILITIES,
    words: VISIBILITY_WORDS,
    hints: VISIBILITY_HINTS,
    empty: "public",
  },
  {
    ...ITEM,
    key: "tags",
    keeps: true,
    label: "Tags",
    type: "choices",
    group: "standing",
    hint: "Your own labels, parted by commas.",
    longest: 40,
    most: 30,
    offered: "in use",
  },
  {
    ...ITEM,
    key: "story",
    label: "Story",
    type: "long text",
    searched: true,
    group: "story",
    hint: "Plain text. An empty line begins a new paragraph.",
    longest: 20_000,
  },
  { ...COPY, key: "label", label: "Label", type: "text", searched: true, longest: 80 },
  {
    ...COPY,
    key: "status",
    keeps: true,
    label: "Status",
    type: "choice",
    values: COPY_STATUSES,
    words: STANDING_WORDS,
    empty: "owned",
    facet: { name: "status", order: "count" },
  },
  {
    ...COPY,
    key: "swingTag",
    keeps: true,
    label: "Swing tag",
    type: "text",
    searched: true,
    longest: 60,
    hint: "A code, or several with commas.",
    offered: SWING_TAGS,
    numbered: "Generation",
    facet: { name: "tag", order: "value" },
    shelf: { label: "Tag", width: "wide" },
  },
  {
    ...COPY,
    key: "tushTag",
    keeps: true,
    label: "Tush tag",
    type: "text",
    searched: true,
    longest: 60,
    hint: "A code, or several with commas.",
    offered: TUSH_TAGS,
    numbered: "Generation",
  },
  {
    ...COPY,
    key: "condition",
    keeps: true,
    label: "Condition",
    type: "choice",
    searched: true,
    values: CONDITIONS,
    words: CONDITION_WORDS,
    hints: GRADE_HINTS,
    empty: "",
    facet: { name: "condition", order: "listed" },
    shelf: { label: "Condition", width: "wide" },
    alone: true,
  },
  {
    ...COPY,
    key: "plushCondition",
    label: "Plush condition",
    type: "choice",
    values: CONDITIONS,
    words: CONDITION_WORDS,
    hints: GRADE_HINTS,
    empty: "",
  },
  {
    ...COPY,
    key: "swingTagCondition",
    label: "Swing tag condition",
    type: "choice",
    values: SWING_TAG_STATES,
    words: SWING_TAG_STATE_WORDS,
    hints: SWING_TAG_STATE_HINTS,
    empty: "",
  },
  {
    ...COPY,
    key: "tushTagCondition",
    label: "Tush tag condition",
    type: "choice",
    values: TUSH_TAG_STATES,
    words: TUSH_TAG_STATE_WORDS,
    hints: TUSH_TAG_STATE_HINTS,
    empty: "",
  },
  {
    ...COPY,
    key: "tagProtector",
    label: "Tag protector",
    type: "choice",
    values: PROTECTORS,
    words: PROTECTOR_WORDS,
    empty: "",
    alone: true,
  },
  {
    ...COPY,
    key: "acquired",
    keeps: true,
    label: "Acquired",
    type: "date",
    searched: true,
    hint: "Such as June 2021",
  },
  {
    ...COPY,
    key: "note",
    label: "Note",
    type: "long text",
    searched: true,
    longest: 1000,
    hint: "Everyone who sees the copy reads it.",
  },
  {
    ...CERTIFICATE,
    key: "certifiedBy",
    label: "Certified by",
    type: "text",
    searched: true,
    longest: 120,
  },
  {
    ...CERTIFICATE,
    key: "certificateNumber",
    label: "Certificate number",
    type: "text",
    searched: true,
    longest: 60,
  },
  { ...CERTIFICATE, key: "certifiedOn", label: "Certified", type: "date" },
  {
    ...CERTIFICATE,
    key: "certificateWording",
    label: "Wording of the certificate",
    type: "long text",
    searched: true,
    longest: 1000,
    hint: "What it says, word for word. Everyone who sees the copy reads it.",
  },
  {
    ...COPY,
    key: "keptOff",
    label: "Keep this copy off the page",
    type: "yes/no",
    required: "Say whether visitors see it.",
    hint: "Visitors see the item without it.",
  },
  {
    ...COPY_FOR_MEMBERS,
    key: "acquiredFrom",
    keeps: true,
    label: "Acquired from",
    type: "text",
    searched: true,
    longest: 120,
  },
  { ...COPY_FOR_MEMBERS, key: "pricePaid", label: "Price paid", type: "money", searched: true },
  {
    ...COPY_FOR_MEMBERS,
    key: "privateNote",
    label: "Private note",
    type: "long text",
    searched: true,
    longest: 1000,
  },
] as const satisfies readonly Field[];

type Listed = (typeof FIELDS)[number];

/** A built-in field exactly as the list says it, for types. */
export type BuiltIn<
  Of extends FieldOwner = FieldOwner,
  Type extends FieldType = FieldType,
> = Extract<Listed, { readonly of: Of; readonly type: Type }>;

/** The names of the built-in fields of an owner, or those of some types. */
export type KeyOf<Of extends FieldOwner, Type extends FieldType = FieldType> = BuiltIn<
  Of,
  Type
>["key"];

/** A field of which the name is known. */
export type Named<Key extends string> = Field & { readonly key: Key };

const ALL: readonly Named<KeyOf<FieldOwner>>[] = FIELDS;

/** The built-in fields of an item or a copy; with types, those of these types. */
export function fieldsOf<Of extends FieldOwner, Type extends FieldType = FieldType>(
  of: Of,
  ...types: readonly Type[]
): readonly Named<KeyOf<Of, Type>>[] {
  const wanted: readonly string[] = types;
  const isWanted = (field: Named<KeyOf<FieldOwner>>): field is Named<KeyOf<Of, Type>> =>
    field.of === of && (wanted.length === 0 || wanted.includes(field.type));
  return ALL.filter(isWanted);
}

/** The built-in field of an item or a copy that goes by this name. */
export function fieldOf<Of extends FieldOwner>(of: Of, key: KeyOf<Of>): Named<KeyOf<Of>> {
  const field = fieldsOf(of).find((one) => one.key === key);
  if (!field) throw new Error(`No ${of} has a field ${key}.`);
  return field;
}
