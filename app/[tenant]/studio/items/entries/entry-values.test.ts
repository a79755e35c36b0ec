import { expect, test } from "vitest";
import type { Entry } from "@/db/tenant/entry";
import { emptyValues, type ItemValues, ItemValuesSchema } from "@/server/items/item-values";
import {
  differencesOf,
  leavingNews,
  newsOf,
  takingFact,
  takingNews,
  whoseShown,
  withEntry,
} from "./entry-values";
import { entryInWords, noteInWords, tagsInWords } from "./entry-words";

const PINCHERS: Entry = {
  key: "pinchers/4026",
  product: "pinchers/4026",
  release: 1,
  facts: {
    name: "Pinchers",
    animal: "Lobster",
    styleNumber: "4026",
    line: "Beanie Babies",
    birthday: "1993-06-19",
    introduced: "1994-01",
    retired: "1998-05-01",
  },
  notes: [{ field: "introduced", sure: "agreed", note: "Sources differ in the day." }],
  swingTags: "1, 2, 3, 4, 5",
  tushTags: "1, 2, 4",
  misprints: ["early tags read Punchers"],
};

const form = (change: Partial<ItemValues> = {}): ItemValues => ({ ...emptyValues(), ...change });
const chosen = (change: Partial<ItemValues> = {}, entry = PINCHERS) => {
  const values = form(change);
  return { ...values, ...withEntry(values, entry, change.styleNumber ? "styleNumber" : "name") };
};

test("choosing fills what is empty, dates in words, and completes what was typed to find it", () => {
  expect(chosen({ name: "pinch" })).toMatchObject({
    name: "Pinchers",
    animal: "Lobster",
    styleNumber: "4026",
    line: "Beanie Babies",
    birthday: "19 June 1993",
    introduced: "January 1994",
    variant: "",
    colour: "",
    story: "",
    entry: { key: "pinchers/4026", release: 1, mine: [] },
  });
  expect(chosen({ styleNumber: "402" })).toMatchObject({ name: "Pinchers", styleNumber: "4026" });
});

test("what a person typed is never overwritten, and what differs is said", () => {
  const values = chosen({ name: "Pinch", animal: "Crayfish", retired: "1998", colour: "Red" });
  expect(values).toMatchObject({ animal: "Crayfish", retired: "1998", colour: "Red" });
  expect(differencesOf(values)).toEqual([
    { key: "animal", label: "Animal", mine: "Crayfish", catalogue: "Lobster" },
    { key: "retired", label: "Retired", mine: "1998", catalogue: "1 May 1998" },
  ]);
  expect(whoseShown(values, "animal")).toBe("mine");
  expect(whoseShown(values, "line")).toBe("catalogue");
  // The catalogue says nothing of its colour.
  expect(whoseShown(values, "colour")).toBe("mine");
  expect(whoseShown(values, "variant")).toBeNull();
  expect(whoseShown({ ...values, entry: null }, "animal")).toBeNull();
  expect({ ...values, ...takingFact(values, "animal") }).toMatchObject({ animal: "Lobster" });
});

test("a name that its tag reads stays, though the entry was found by it", () => {
  const values = chosen({ name: "Punchers" });
  expect(values.name).toBe("Punchers");
  expect(differencesOf(values)).toMatchObject([{ key: "name", catalogue: "Pinchers" }]);
});

test("another entry takes over what the first one filled, and nothing else", () => {
  const first = { ...chosen({ name: "pinch" }), colour: "Red", animal: "Crayfish" };
  const second: Entry = {
    ...PINCHERS,
    key: "peking/4013",
    facts: { name: "Peking", animal: "Panda", styleNumber: "4013", line: "Beanie Babies" },
  };
  expect({ ...first, ...withEntry(first, second, "name") }).toMatchObject({
    name: "Peking",
    styleNumber: "4013",
    animal: "Crayfish",
    colour: "Red",
    birthday: "",
    retired: "",
    entry: { key: "peking/4013" },
  });
});

test("a fact that is changed becomes the owner's, and stays so when it is saved", () => {
  const values = { ...chosen({ name: "pinch" }), retired: "June 1998" };
  expect(whoseShown(values, "retired")).toBe("mine");
  const read = ItemValuesSchema.parse(values);
  expect(read.entry?.facts.retired).toBe("1998-05-01");
  const kept = form({ ...values, entry: { ...PINCHERS_KEPT, mine: ["retired"] } });
  expect(whoseShown({ ...kept, retired: "1 May 1998" }, "retired")).toBe("mine");
});

const PINCHERS_KEPT = { key: PINCHERS.key, release: 1, facts: PINCHERS.facts, mine: [] };

test("a newer release offers what it changes and does nothing by itself", () => {
  const { colour: _none, ...rest } = PINCHERS.facts as Record<string, string>;
  const newer: Entry = {
    ...PINCHERS,
    release: 2,
    facts: { ...rest, retired: "1998-05-02", colour: "Red", animal: "Crab" },
  };
  const values = { ...chosen({ name: "pinch" }), animal: "Crayfish" };
  const kept = values.entry;
  if (!kept) throw new Error("No entry was chosen.");
  expect(newsOf(kept, PINCHERS)).toEqual([]);
  expect(newsOf(kept, newer)).toEqual([
    { label: "Animal", was: "Lobster", is: "Crab" },
    { label: "Colour", was: "", is: "Red" },
    { label: "Retired", was: "1 May 1998", is: "2 May 1998" },
  ]);
  expect({ ...values, ...takingNews(values, newer) }).toMatchObject({
    retired: "2 May 1998",
    colour: "Red",
    animal: "Crayfish",
    entry: { release: 2 },
  });
  const left = { ...values, ...leavingNews(values, newer) };
  expect(left).toMatchObject({ retired: "1 May 1998", colour: "", entry: { release: 2 } });
  expect(whoseShown(left, "retired")).toBe("mine");
});

test("an entry is told from its neighbours in words", () => {
  expect(entryInWords(PINCHERS)).toBe("4026 · Lobster · 1994 · Beanie Babies");
  expect(tagsInWords(PINCHERS)).toBe("Seen with swing tags 1 to 5 and tush tags 1, 2, 4.");
  expect(tagsInWords({ ...PINCHERS, swingTags: "", tushTags: "6" })).toBe("Seen with tush tag 6.");
  expect(PINCHERS.notes.map(noteInWords)).toEqual(["Introduced: sources differ in the day."]);
});
