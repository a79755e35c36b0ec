import { describe, expect, test } from "vitest";
import { type MappedColumn, type Mapping, MappingSchema } from "./mapping";
import { mappedColumn, suggestMapping } from "./match";
import { questionsOf } from "./questions";
import { rowReader } from "./read-row";
import { SITE_FIELDS, surveyIn } from "./testing-sheets";

const STUDY = "55555555-5555-4555-8555-555555555555";
const BOX = "66666666-6666-4666-8666-666666666666";

/** A mapping of columns to fields by their keys, with what was answered for them. */
function mappingOf(
  columns: Readonly<Record<string, Partial<MappedColumn>>>,
  places: Mapping["places"] = "refuse",
): Mapping {
  return {
    columns: Object.entries(columns).map(([key, said]) => ({
      ...mappedColumn({ name: key }, { to: "field", field: key }),
      ...said,
    })),
    places,
    tidy: true,
  };
}

function read(mapping: Mapping, ...cells: string[]) {
  return rowReader(mapping, SITE_FIELDS)(cells);
}

/** What one cell says of one field, or why it can't be read. */
function one(key: string, cell: string, said: Partial<MappedColumn> = {}): unknown {
  const { changes, refused } = read(mappingOf({ [key]: said }), cell);
  if (refused[0]) return refused[0].reason;
  const { item, copy, own, ownOfCopy, tags } = changes;
  if (key === "tags") return tags;
  if (key === "place") return copy.placeId;
  return (
    [...Object.values(own), ...Object.values(ownOfCopy)][0] ?? { ...item, ...copy }[key as "name"]
  );
}

describe("a cell is read as the form reads it", () => {
  test.each([
    ["name", "  Peanut &amp; Co\u00a0 ", "Peanut & Co"],
    ["name", "x".repeat(121), "This is 1 letter too long; up to 120 fit."],
    ["name", "ピーナッツ", "ピーナッツ"],
    ["animal", "two\nlines", "two lines"],
    ["birthday", "19 May", "--05-19"],
    ["introduced", "c. 1997", "1997~"],
    ["introduced", "a while ago", /not read as a date/],
    ["acquired", "2018-12-01T00:00:00Z", "2018-12-01"],
    ["tags", "Bear, bear; Blue", ["Bear", "Blue"]],
    ["condition", "Near mint", "near-mint"],
    ["condition", "NM", "near-mint"],
    ["condition", "so la la", /none of these: Not graded, Mint, Near mint/],
    ["status", "For trade", "trade"],
    ["visibility", "Public", "public"],
    ["keptOff", "Yes", true],
    ["keptOff", "jep", /neither yes nor no/],
    ["swingTag", "Generation 3", "3"],
    ["swingTag", "Generation 78", "78"],
    ["swingTag", "Generations 4, 5", "4, 5"],
    ["swingTag", "1 (2.0)", "1 (2.0)"],
    ["tushTag", "C1", "C1"],
    ["story", "One.\r\n\r\nTwo.", "One.\n\nTwo."],
    ["place", "study > box 7", BOX],
    ["place", BOX, BOX],
    ["place", "Attic", /There is no place called Attic/],
    ["own-height", "12,5 cm", ["12.5"]],
    ["own-filling", "pvc", ["PVC"]],
    ["own-filling", "wool", /none of the choices of Filling/],
    ["own-boxed", "x", ["yes"]],
    ["own-insured", "5 EUR", ["500 EUR"]],
  ] as const)("%s: %j", (key, cell, expected) => {
    if (expected instanceof RegExp) expect(one(key, cell)).toMatch(expected);
    else expect(one(key, cell)).toEqual(expected);
  });
});

describe("a cell that reads both ways is refused until its column is answered", () => {
  test("a date", () => {
    const { refused } = read(mappingOf({ acquired: {} }), "01/12/2018");
    expect(refused[0]?.readings.map(({ words }) => words)).toEqual([
      "1 December 2018",
      "12 January 2018",
    ]);
    expect(one("acquired", "01/12/2018", { order: "day first" })).toBe("2018-12-01");
    expect(one("acquired", "01/12/2018", { order: "month first" })).toBe("2018-01-12");
    // The one that can't be so says itself what it is.
    expect(one("acquired", "25/12/2018", { order: "month first" })).toBe("2018-12-25");
    expect(one("acquired", "31/02/2018", { order: "day first" })).toMatch(/This month has 28 days/);
  });

  test("an amount", () => {
    const dollars = { currency: "USD" };
    expect(one("pricePaid", "1.200", dollars)).toMatch(/Choose which/);
    expect(one("pricePaid", "1.200", { ...dollars, decimal: "." })).toBe(120);
    expect(one("pricePaid", "1.200", { ...dollars, decimal: "," })).toBe(120_000);
    expect(one("pricePaid", "1,200.50", { ...dollars, decimal: "." })).toBe(120_050);
    expect(one("pricePaid", "1.200,50 €", { decimal: "," })).toBe(120_050);
    expect(one("pricePaid", "$5", {})).toMatch(/Choose which/);
    expect(one("pricePaid", "$5", { currency: "CAD" })).toBe(500);
    expect(one("pricePaid", "5", {})).toMatch(/No currency stands beside it/);
    expect(one("pricePaid", "1.234", { ...dollars, decimal: "." })).toMatch(/2 decimals at most/);
    expect(one("pricePaid", "-5", dollars)).toMatch(/below zero/);
  });

  test("a number", () => {
    expect(one("own-height", "1.234")).toMatch(/Write 1234 or/);
    expect(one("own-height", "1.234", { decimal: "." })).toEqual(["1.234"]);
    expect(one("own-height", "1.234", { decimal: "," })).toEqual(["1234"]);
    expect(one("own-height", "1.234,5", { decimal: "," })).toEqual(["1234.5"]);
  });

  test("a word", () => {
    const words: [string, string][] = [
      ["jep", "yes"],
      ["nope", "no"],
      ["?", ""],
    ];
    expect(one("keptOff", "JA", { words })).toBe(true);
    expect(one("own-boxed", "nope", { words })).toEqual(["no"]);
    expect(one("own-boxed", "?", { words })).toEqual([]);
    expect(one("condition", "wie neu", { words: [["wie neu", "mint"]] })).toBe("mint");
  });
});

test("a currency in a column of its own is that of the row's amount", () => {
  const mapping = mappingOf({ pricePaid: {} });
  const columns = [...mapping.columns, mappedColumn({ name: "Currency" }, { to: "currency" })];
  const reader = rowReader({ ...mapping, columns }, SITE_FIELDS);
  expect(reader(["5", "EUR"]).changes.copy).toEqual({ pricePaid: 500, currency: "EUR" });
  expect(reader(["5", "Taler"]).refused.map(({ name }) => name)).toEqual(["Currency", "pricePaid"]);
});

test("one refused cell leaves the others of its row, and is named by its column", () => {
  const { changes, refused } = read(
    mappingOf({ name: {}, introduced: {}, colour: {} }),
    "Peanut",
    "soon",
    "blue",
  );
  expect(changes.item).toEqual({ name: "Peanut", colour: "blue" });
  expect(refused).toMatchObject([{ column: 1, name: "introduced", text: "soon" }]);
});

test("a blank cell and an absent one say nothing, unless their column was said to empty", () => {
  expect(read(mappingOf({ name: {}, colour: {}, note: {} }), "Peanut", " \u00a0").changes).toEqual({
    item: { name: "Peanut" },
    copy: {},
    tags: [],
    story: [],
    own: {},
    ownOfCopy: {},
    photos: [],
    inNew: {},
  });
  const empties = { empties: true };
  const mapping = mappingOf({
    colour: empties,
    condition: empties,
    pricePaid: empties,
    "own-height": empties,
    name: empties,
  });
  const { changes, refused } = read(mapping, "", "", "", "", "");
  expect(changes).toMatchObject({
    item: { colour: "" },
    copy: { condition: "", pricePaid: null, currency: "" },
    own: { "11111111-1111-4111-8111-111111111111": [] },
  });
  expect(refused).toMatchObject([{ name: "name", reason: "Give it a name." }]);
});

test("a place that is not there is made where that was said, under the way that the cell names", () => {
  const { changes } = read(mappingOf({ place: {} }, "make"), "Attic / Box 1");
  expect(changes).toMatchObject({ newPlace: "Attic › Box 1", copy: {} });
  expect(read(mappingOf({ place: {} }, "make"), "Study").changes.copy).toEqual({ placeId: STUDY });
});

test("ids and moments of an export are taken, and what is no id is refused", () => {
  const columns = [
    mappedColumn({ name: "Item id" }, { to: "id", of: "item" }),
    mappedColumn({ name: "Copy id" }, { to: "id", of: "copy" }),
    mappedColumn({ name: "Changed at" }, { to: "changed" }),
  ];
  const reader = rowReader({ columns, places: "refuse", tidy: false }, SITE_FIELDS);
  expect(reader([BOX.toUpperCase(), STUDY, "2026-11-01T10:00:00.123Z"]).changes).toMatchObject({
    itemId: BOX,
    copyId: STUDY,
    changed: "2026-11-01T10:00:00.123Z",
  });
  expect(reader(["7; drop table items", "", ""]).refused[0]?.reason).toBe(
    "This is no id of an export.",
  );
});

describe("what reads both ways is counted and asked once for its column", () => {
  const names = ["Name", "Date acquired", "Price paid", "Boxed", "Condition"];
  const rows = [
    ["A", "01/12/2018", "$1.200", "jep", "Mint"],
    ["B", "02/11/2018", "$5.50", "nope", "like new"],
    ["C", "25/12/2018", "7", "jep", "like new"],
    ["D", "12/25/2018", "€3", "yes", "NM"],
    ["E", "3 June 2018", "", "", ""],
    ["F", "05/05/2018", "5,5", "", ""],
  ];

  test("with how many there are, some of them and what the others say", async () => {
    const survey = await surveyIn(names, rows);
    const { mapping } = suggestMapping(survey, SITE_FIELDS);
    const asked = questionsOf(survey, mapping, SITE_FIELDS);
    expect(asked).toMatchObject([
      {
        column: 1,
        about: "order",
        count: 2,
        filled: 6,
        examples: ["01/12/2018", "02/11/2018"],
        dayFirst: 1,
        monthFirst: 1,
        isAnswered: false,
      },
      { column: 2, about: "decimal", count: 1, examples: ["$1.200"], point: 1, comma: 1 },
      {
        column: 2,
        about: "currency",
        count: 4,
        bare: 2,
        written: [
          ["$", 2],
          ["€", 1],
        ],
        isAnswered: false,
      },
      {
        column: 3,
        about: "words",
        unknown: [
          ["jep", 2],
          ["nope", 1],
        ],
        values: ["yes", "no"],
        isAnswered: false,
      },
      {
        column: 4,
        about: "words",
        unknown: [["like new", 2]],
        isAnswered: false,
      },
    ]);
  });

  test("and nothing is asked of a column that reads one way", async () => {
    const survey = await surveyIn(
      ["Name", "Acquired"],
      [
        ["A", "2018-12-01"],
        ["B", "5/5/2018"],
      ],
    );
    const { mapping } = suggestMapping(survey, SITE_FIELDS);
    expect(questionsOf(survey, mapping, SITE_FIELDS)).toEqual([]);
  });
});

test("a new field is read as its type has it, by the number of its column", () => {
  const made = (type: "money" | "number" | "yes/no" | "choices") =>
    mappedColumn(
      { name: type },
      { to: "new field", label: type, type, of: "item", seenBy: "members" },
    );
  const columns = [
    { ...made("money"), currency: "EUR" },
    made("number"),
    made("yes/no"),
    made("choices"),
  ];
  const reader = rowReader({ columns, places: "refuse", tidy: true }, SITE_FIELDS);
  expect(reader(["5,50", "12", "No", "a, b"]).changes.inNew).toEqual({
    0: ["550 EUR"],
    1: ["12"],
    2: ["no"],
    3: ["a", "b"],
  });
  expect(reader(["much", "many", "perhaps", ""]).refused).toHaveLength(3);
});

describe("a year of two digits", () => {
  const rows = [
    ["A", "3/4/98"],
    ["B", "12/31/03"],
    ["C", "1.2.99"],
    ["D", "3-Apr-26"],
    ["E", "Oct '97"],
    ["F", "Oct 97"],
    ["G", "10/97"],
    ["H", "97"],
    ["I", "4 May 1995"],
  ];
  const read = async (answer: Partial<MappedColumn>) => {
    const survey = await surveyIn(["Name", "Acquired"], rows);
    const { mapping } = suggestMapping(survey, SITE_FIELDS);
    const columns = mapping.columns.map((column, at) =>
      at === 1 ? { ...column, ...answer } : column,
    );
    const said = { ...mapping, columns };
    const reader = rowReader(said, SITE_FIELDS);
    return { asked: questionsOf(survey, said, SITE_FIELDS), read: rows.map((row) => reader(row)) };
  };

  test("is asked once for its column", async () => {
    const { asked } = await read({});
    expect(asked).toMatchObject([
      { about: "order", count: 1, dayFirst: 0, monthFirst: 1 },
      { about: "years", count: 8, filled: 9, isAnswered: false },
    ]);
    expect((await read({ years: 1927 })).asked[1]).toMatchObject({ isAnswered: true });
  });

  test("is read as it was answered, and what has four as before", async () => {
    const { read: past } = await read({ years: 1927, order: "month first" });
    expect(past.map(({ changes }) => changes.copy.acquired)).toEqual([
      "1998-03-04",
      "2003-12-31",
      "1999-02-01",
      "2026-04-03",
      "1997-10",
      "1997-10",
      "1997-10",
      "1997",
      "1995-05-04",
    ]);
    const { read: all } = await read({ years: 1900, order: "day first" });
    expect(all.slice(0, 2).map(({ changes }) => changes.copy.acquired)).toEqual([
      "1998-04-03",
      "1903-12-31",
    ]);
  });

  test("is refused with its readings where nobody has said", async () => {
    const { read: rest } = await read({});
    expect(rest[0]?.refused[0]?.readings).toHaveLength(4);
    expect(rest[2]?.refused[0]?.readings.map(({ words }) => words)).toEqual([
      "1 February 1999",
      "1 February 2099",
    ]);
    expect(rest[8]?.refused).toEqual([]);
  });
});

test("how many copies a row is, is read in the ways people write it, and nothing else", () => {
  const mapping = mappingOf({ name: {}, quantity: {} });
  const read = rowReader(mapping, SITE_FIELDS);
  const said = (text: string) => {
    const { changes, refused } = read(["Peanut", text]);
    return refused[0]?.reason ?? changes.quantity;
  };
  for (const text of ["3", "3x", "x3", "3 pcs", "3 Stück", "3.0", "3,00", "٣", "３個"])
    expect([text, said(text)]).toEqual([text, 3]);
  expect(said("0")).toBe(0);
  expect(said("")).toBeUndefined();
  for (const text of ["two", "51", "-1", "1e3", "3.5", "99999999999", "3 4", "=3"])
    expect(said(text)).toBe("Write how many copies it is, from 0 to 50.");
});

test("a row that is wanted is no copy, unless it says how many or something of one", () => {
  const mapping = mappingOf({ name: {}, want: {}, "want-highest": {}, note: {}, quantity: {} });
  const read = rowReader(mapping, SITE_FIELDS);
  const said = (...cells: string[]) => {
    const { changes, refused } = read(["Peanut", ...cells]);
    expect(refused).toEqual([]);
    return [changes.want?.wanted, changes.quantity];
  };
  expect(said("yes", "", "", "")).toEqual(["yes", 0]);
  expect(said("yes", "", "mine", "")).toEqual(["yes", undefined]);
  expect(said("yes", "", "", "2")).toEqual(["yes", 2]);
  expect(said("no", "9 EUR", "", "")).toEqual(["no", undefined]);
  expect(said("", "9 EUR", "", "")).toEqual(["if it is", undefined]);
  expect(said("", "", "", "")).toEqual([undefined, undefined]);
  const alone = rowReader(mappingOf({ name: {}, "want-highest": {} }), SITE_FIELDS);
  expect(alone(["Peanut", "9 EUR"]).changes.want).toEqual({
    wanted: "yes",
    parts: { highest: 900, currency: "EUR" },
  });
});

test("how an item stands may be that it is wanted", async () => {
  const rows = [
    ["A", "Wish List"],
    ["B", "owned"],
    ["C", "hunting"],
  ];
  const survey = await surveyIn(["Name", "Status"], rows);
  const { mapping } = suggestMapping(survey, SITE_FIELDS);
  const [asked] = questionsOf(survey, mapping, SITE_FIELDS);
  expect(asked).toMatchObject({ about: "words", unknown: [["hunting", 1]] });
  expect(asked?.about === "words" && asked.values).toContain("wanted");
  const columns = mapping.columns.map((column, at) =>
    at === 1 ? { ...column, words: [...column.words, ["hunting", "wanted"] as const] } : column,
  );
  const read = rowReader(MappingSchema.parse({ ...mapping, columns }), SITE_FIELDS);
  expect(rows.map((row) => read(row).changes.want?.wanted)).toEqual(["yes", undefined, "yes"]);
  expect(read(rows[1] ?? []).changes.copy.status).toBe("owned");
});
