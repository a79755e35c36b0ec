import fc from "fast-check";
import type { WriteTx } from "@/db/scope";
import type { FieldDraft, OwnField, OwnValues } from "../../own";
import { addField, listFields } from "../own-fields";
import { addPlace, type Place } from "../places";
import type { Test } from "./filter";

const FIELD = { seenBy: "members", group: "", unit: "", choices: [] } as const;

/** The fields of a collection that a test makes, by the keys that the table has them under. */
export const OWN_DRAFTS: Readonly<Record<string, FieldDraft>> = {
  "own-stuffing": { ...FIELD, label: "Stuffing", type: "text", of: "item" },
  "own-height": { ...FIELD, label: "Height", type: "number", of: "item", unit: "cm" },
  "own-seen": { ...FIELD, label: "Seen", type: "date", of: "item" },
  "own-seam": {
    ...FIELD,
    label: "Seam",
    type: "choice",
    of: "item",
    choices: ["Open", "Hand", "Shut"],
  },
  "own-signed": { ...FIELD, label: "Signed", type: "yes/no", of: "copy" },
  "own-marks": {
    ...FIELD,
    label: "Marks",
    type: "choices",
    of: "copy",
    choices: ["Pen", "Stain", "Sun, faded"],
  },
  "own-insured": { ...FIELD, label: "Insured", type: "money", of: "copy" },
  "own-shop": { ...FIELD, label: "Shop", type: "link", of: "copy" },
  "own-repair": { ...FIELD, label: "Repair", type: "long text", of: "item" },
};

const id = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;

/** Places of a test: a room with a shelf with a box, and an attic. */
export const PLACES: readonly Place[] = [
  { id: id(1), name: "Room", parentId: null },
  { id: id(2), name: "Shelf", parentId: id(1) },
  { id: id(3), name: "Box 7", parentId: id(2) },
  { id: id(4), name: "Attic", parentId: null },
];
const [ROOM, SHELF, BOX, ATTIC] = [id(1), id(2), id(3), id(4)];

/** What lies in each of them, itself first. */
const INSIDE = new Map([
  [ROOM, [ROOM, SHELF, BOX]],
  [SHELF, [SHELF, BOX]],
  [BOX, [BOX]],
  [ATTIC, [ATTIC]],
]);

/** As the tree is drawn: by name, what a place holds below it. */
export const PLACES_IN_ORDER: readonly string[] = [ATTIC, ROOM, SHELF, BOX];

/** Makes the fields and places. @returns the fields by their keys in the table */
export async function makeOwn(tx: WriteTx): Promise<ReadonlyMap<string, OwnField>> {
  for (const draft of Object.values(OWN_DRAFTS)) await addField(tx, draft);
  for (const place of PLACES) await addPlace(tx, place);
  const made = await listFields(tx);
  return new Map(made.map((field) => [`own-${field.key}`, field]));
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  "own-stuffing": ["PVC", "pvc beads", "Pé", "pe", "wool"],
  "own-height": ["9", "10", "12.5", "-3", "100"],
  "own-seen": ["1995", "1995-06", "1995-06-03", "1996", "1997-02"],
  "own-seam": ["Open", "Hand", "Shut"],
  "own-signed": ["yes", "no"],
  "own-marks": ["Pen", "Stain", "Sun, faded"],
  "own-insured": ["500 EUR", "1000 EUR", "500 USD", "99 USD"],
  "own-shop": ["https://a.example/1", "https://a.example/2", "https://b.example/"],
  "own-repair": ["Seam sewn anew\nby hand", "left ear"],
};

/** What stands in a field of the item of a number, or of one of its copies; nothing for some. */
export function saidOf(key: string, number: number, copy = 0): string[] {
  const values = VALUES[key] ?? [];
  const stride = number * 7 + copy * 3 + key.length;
  if (stride % 4 === 0 || values.length === 0) return [];
  const one = values[stride % values.length] ?? "";
  const other = values[(stride + 1) % values.length] ?? "";
  return OWN_DRAFTS[key]?.type === "choices" && stride % 3 === 0 ? [one, other] : [one];
}

/** Where a copy of a test's item lies, or null. */
export function placeOfCopy(number: number, copy: number): string | null {
  return PLACES[(number * 5 + copy * 3) % 6]?.id ?? null;
}

/** What a draft says in the fields of an owner. */
export function ownValues(
  fields: ReadonlyMap<string, OwnField>,
  of: "item" | "copy",
  number: number,
  copy = 0,
): OwnValues {
  const said = [...fields].flatMap(([key, field]) => {
    const values = field.of === of ? saidOf(key, number, copy) : [];
    return values.length > 0 ? [[field.id, values]] : [];
  });
  return Object.fromEntries(said);
}

const one = (field: string, is: "is" | "is-not" | "contains", values: readonly string[]) =>
  fc.record({ field: fc.constant(field), is: fc.constant(is), value: fc.constantFrom(...values) });
const several = (field: string, values: readonly string[]) =>
  fc.record({
    field: fc.constant(field),
    is: fc.constant("one-of" as const),
    values: fc.subarray([...values], { minLength: 1 }),
  });
const there = (field: string) =>
  fc.record({
    field: fc.constant(field),
    is: fc.constantFrom("empty" as const, "filled" as const),
  });
const span = (field: string, from: readonly string[], to: readonly string[]) =>
  fc.record({
    field: fc.constant(field),
    is: fc.constant("between" as const),
    from: fc.constantFrom(...from),
    to: fc.constantFrom(...to),
  });

const TEXTS = ["pvc", "PE", "Wool", "nothing"];
const SUMS = ["EUR 500", "USD 500", "EUR 99"];
const IDS = [ROOM, SHELF, BOX, ATTIC];

/** Any test of an owner's field or of a place. */
export const anyOwnTest: fc.Arbitrary<Test> = fc.oneof(
  one("own-stuffing", "is", TEXTS),
  one("own-stuffing", "is-not", TEXTS),
  one("own-stuffing", "contains", ["V", "e", "x"]),
  several("own-stuffing", TEXTS),
  span("own-stuffing", ["", "pe"], ["pvc", "w"]),
  one("own-height", "is", ["10", "12.5"]),
  one("own-height", "is-not", ["10"]),
  several("own-height", ["9", "100"]),
  span("own-height", ["", "-3", "10"], ["12.5", "99.9"]),
  one("own-seen", "is", ["1995", "1995-06"]),
  span("own-seen", ["", "1995-06"], ["1995-06", "1996"]),
  one("own-seam", "is", ["Open", "Shut"]),
  several("own-seam", ["Open", "Hand"]),
  one("own-signed", "is", ["yes", "no"]),
  one("own-marks", "is", ["Pen", "Sun, faded"]),
  one("own-marks", "is-not", ["Pen"]),
  several("own-marks", ["Pen", "Stain"]),
  one("own-insured", "is", SUMS),
  span("own-insured", ["", "EUR 500"], ["EUR 999", "EUR 5000"]),
  one("own-shop", "is", ["https://a.example/1"]),
  one("own-shop", "contains", ["B.example"]),
  one("own-repair", "contains", ["by HAND", "ear"]),
  one("place", "is", IDS),
  one("place", "is-not", IDS),
  one("place", "contains", ["shelf", "BOX", "cellar"]),
  several("place", IDS),
  ...[...Object.keys(OWN_DRAFTS), "place"].map(there),
);

const collator = new Intl.Collator("en", { sensitivity: "base" });

/** Whether what an item and its copies say in a field is what a test asks for. */
export function fitsOwn(test: Test, values: readonly string[]): boolean {
  const same = (value: string, asked: string) => {
    if (test.field === "place") return INSIDE.get(asked)?.includes(value) ?? false;
    if (test.field === "own-insured") return value.split(" ").reverse().join(" ") === asked;
    if (test.field === "own-shop") return value === asked;
    return collator.compare(value, asked) === 0;
  };
  switch (test.is) {
    case "empty":
      return values.length === 0;
    case "filled":
      return values.length > 0;
    case "is":
      return values.some((value) => same(value, test.value));
    case "is-not":
      return !values.some((value) => same(value, test.value));
    case "one-of":
      return values.some((value) => test.values.some((asked) => same(value, asked)));
    case "contains":
      return values.some((value) =>
        (test.field === "place" ? wayTo(value) : value)
          .toLowerCase()
          .replace("é", "e")
          .includes(test.value.toLowerCase()),
      );
    case "between":
      return values.some((value) => liesBetween(test.field, value, test.from, test.to));
  }
}

function wayTo(placeId: string): string {
  return (
    new Map([
      [ROOM, "Room"],
      [SHELF, "Room › Shelf"],
      [BOX, "Room › Shelf › Box 7"],
      [ATTIC, "Attic"],
    ]).get(placeId) ?? ""
  );
}

function liesBetween(field: string, value: string, from: string, to: string): boolean {
  if (field === "own-height")
    return (from === "" || Number(value) >= Number(from)) && Number(value) <= Number(to);
  if (field === "own-insured") {
    const [minor, currency] = value.split(" ");
    const least = Number(from.split(" ")[1] ?? 0);
    return (
      currency === "EUR" && Number(minor) >= least && Number(minor) <= Number(to.split(" ")[1])
    );
  }
  if (field === "own-seen")
    return dayOf(value) >= dayOf(from || "0001") && (value < to || value.startsWith(to));
  const [text, low, high] = [value, from, to].map((one) => one.toLowerCase().replace("é", "e"));
  return (
    (text ?? "") >= (low ?? "") &&
    ((text ?? "") <= (high ?? "") || (text ?? "").startsWith(high ?? ""))
  );
}

function dayOf(partial: string): string {
  return `${partial}-01-01`.slice(0, 10);
}
