import fc from "fast-check";
import type { DraftCopy, ItemDraft } from "../../item";
import type { WrittenItem } from "../testing-shelf";
import type { Filter, Test } from "./filter";
import { anyOwnTest, fitsOwn } from "./testing-own";

/** An item with what it and its copies say in the owner's fields and of their places, by the table's keys. */
export interface SaidItem extends WrittenItem {
  readonly said: Readonly<Record<string, readonly string[]>>;
}

const TEXTS = [
  "Bear",
  "Frog",
  "plush",
  'O"Brien',
  "{a,b}",
  "back\\slash",
  "it's",
  "%_",
  "PLUSH no3",
];

const texts = (field: string): fc.Arbitrary<Test> =>
  fc.oneof(
    fc.record({
      field: fc.constant(field),
      is: fc.constantFrom("is" as const, "is-not" as const, "contains" as const),
      value: fc.constantFrom(...TEXTS),
    }),
    fc.record({
      field: fc.constant(field),
      is: fc.constant("one-of" as const),
      values: fc.subarray(TEXTS, { minLength: 1 }),
    }),
    fc.record({
      field: fc.constant(field),
      is: fc.constantFrom("empty" as const, "filled" as const),
    }),
    fc.record({
      field: fc.constant(field),
      is: fc.constant("between" as const),
      from: fc.constantFrom("", "B", "P"),
      to: fc.constantFrom("F", "plush"),
    }),
  );

const anyTest: fc.Arbitrary<Test> = fc.oneof(
  { weight: 10, arbitrary: anyOwnTest },
  texts("animal"),
  texts("name").filter((test) => test.is !== "empty" && test.is !== "filled"),
  texts("tags").filter((test) => test.is !== "between"),
  texts("swingTag"),
  fc.record({
    field: fc.constant("introduced"),
    is: fc.constant("between" as const),
    from: fc.constantFrom("", "1992", "1993-03"),
    to: fc.constantFrom("1994", "1995-02"),
  }),
  fc.record({
    field: fc.constant("status"),
    is: fc.constant("one-of" as const),
    values: fc.subarray(["owned", "trade", "sold"], { minLength: 1 }),
  }),
  fc.record({
    field: fc.constant("wanted"),
    is: fc.constantFrom("empty" as const, "filled" as const),
  }),
  fc.record({
    field: fc.constant("copies"),
    is: fc.constant("between" as const),
    from: fc.constantFrom("", "1"),
    to: fc.constantFrom("1", "2"),
  }),
  fc.record({
    field: fc.constant("condition"),
    is: fc.constantFrom("is" as const, "is-not" as const),
    value: fc.constantFrom("mint", "good"),
  }),
);

/** Any description that a person could put together, two levels deep. */
export const anyFilter: fc.Arbitrary<Filter> = fc.oneof(
  anyTest,
  fc.record({ all: fc.array(anyTest, { maxLength: 3 }) }),
  fc.record({ any: fc.array(anyTest, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    all: fc.tuple(
      fc.record({ any: fc.array(anyTest, { minLength: 1, maxLength: 2 }) }),
      fc.record({ words: fc.subarray(["plush", "bear"]) }),
    ),
  }),
);

/** Whether an item is meant, worked out from what the test wrote. */
export function isMeant(filter: Filter, item: SaidItem): boolean {
  if ("all" in filter) return filter.all.every((part) => isMeant(part, item));
  if ("any" in filter) return filter.any.some((part) => isMeant(part, item));
  const { draft } = item;
  if ("words" in filter) {
    const facts = [draft.name, draft.animal, draft.variant, draft.colour, draft.styleNumber];
    const words = facts
      .join(" ")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u);
    return filter.words.every((word) => words.some((own) => own.startsWith(word)));
  }
  if (filter.field.startsWith("own-") || filter.field === "place")
    return fitsOwn(filter, item.said[filter.field] ?? []);
  const values = valuesOf(filter.field, draft);
  const filled = values.filter((value) => value !== "");
  switch (filter.is) {
    case "is":
      return values.includes(filter.value);
    case "is-not":
      return !values.includes(filter.value);
    case "contains":
      return values.some((value) => value.toLowerCase().includes(filter.value.toLowerCase()));
    case "one-of":
      return values.some((value) => filter.values.includes(value));
    case "empty":
      return filled.length === 0;
    case "filled":
      return filled.length > 0;
    case "between":
      return filled.some(
        (value) =>
          (!filter.from || value >= filter.from) &&
          (!filter.to || value <= filter.to || value.startsWith(filter.to)),
      );
  }
}

function valuesOf(field: string, draft: ItemDraft): string[] {
  const ofCopies = (of: (copy: DraftCopy) => string) => draft.copies.map(of);
  switch (field) {
    case "name":
    case "animal":
    case "introduced":
      return [draft[field]];
    case "tags":
      return [...draft.tags];
    case "copies":
      return [
        String(draft.copies.filter(({ status }) => status !== "sold" && status !== "given").length),
      ];
    case "wanted":
      return [draft.want ? "yes" : ""];
    case "status":
      return ofCopies((copy) => copy.status);
    case "swingTag":
      return ofCopies((copy) => copy.swingTag);
    case "condition":
      return ofCopies((copy) => copy.condition);
    default:
      throw new Error(`The test does not know ${field}.`);
  }
}
