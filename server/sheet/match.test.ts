import { describe, expect, test } from "vitest";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { MappingSchema, type Target } from "./mapping";
import { suggestMapping } from "./match";
import { rowReader } from "./read-row";
import { SITE_FIELDS, surveyIn } from "./testing-sheets";

/** What becomes of columns with these rows, by their names. */
async function matched(
  names: readonly string[],
  rows: readonly (readonly string[])[] = [names.map(() => "x")],
  fields = BUILT_IN,
) {
  const { mapping, sure, preset } = suggestMapping(await surveyIn(names, rows), fields);
  const said = (target: Target) =>
    target.to === "field"
      ? target.field
      : target.to === "new field"
        ? `new ${target.type}`
        : target.to;
  return {
    preset,
    mapping,
    to: Object.fromEntries(mapping.columns.map(({ name, target }) => [name, said(target)])),
    sure: Object.fromEntries(mapping.columns.map(({ name }, at) => [name, sure[at]])),
  };
}

describe("the columns of", () => {
  test("Homebox are known", async () => {
    const { preset, to } = await matched([
      "HB.import_ref",
      "HB.location",
      "HB.tags",
      "HB.asset_id",
      "HB.archived",
      "HB.url",
      "HB.name",
      "HB.quantity",
      "HB.description",
      "HB.insured",
      "HB.notes",
      "HB.purchase_price",
      "HB.purchase_from",
      "HB.purchase_time",
      "HB.manufacturer",
      "HB.model_number",
      "HB.serial_number",
    ]);
    expect(preset).toBe("homebox");
    expect(to).toMatchObject({
      "HB.location": "place",
      "HB.tags": "tags",
      "HB.name": "name",
      "HB.description": "story",
      "HB.notes": "note",
      "HB.purchase_price": "pricePaid",
      "HB.purchase_from": "acquiredFrom",
      "HB.purchase_time": "acquired",
      "HB.model_number": "styleNumber",
      "HB.import_ref": "nothing",
      "HB.quantity": "quantity",
    });
  });

  test("Discogs are known", async () => {
    const { preset, to } = await matched([
      "Catalog#",
      "Artist",
      "Title",
      "Label",
      "Format",
      "Rating",
      "Released",
      "release_id",
      "CollectionFolder",
      "Date Added",
      "Collection Media Condition",
      "Collection Sleeve Condition",
      "Collection Notes",
    ]);
    expect(preset).toBe("discogs");
    expect(to).toMatchObject({
      "Catalog#": "styleNumber",
      Title: "name",
      Released: "introduced",
      "Date Added": "acquired",
      "Collection Media Condition": "condition",
      "Collection Notes": "note",
      release_id: "nothing",
      Artist: "new text",
      CollectionFolder: "place",
    });
  });

  test("CLZ are known", async () => {
    const { preset, to } = await matched([
      "Index",
      "Title",
      "Edition",
      "Series",
      "Release Date",
      "Collection Status",
      "Condition",
      "Purchase Date",
      "Purchase Price",
      "Purchase Store",
      "Location",
      "Tags",
      "Notes",
    ]);
    expect(preset).toBe("clz");
    expect(to).toMatchObject({
      Title: "name",
      Edition: "variant",
      Series: "line",
      "Purchase Date": "acquired",
      "Purchase Price": "pricePaid",
      "Purchase Store": "acquiredFrom",
      "Collection Status": "status",
      Notes: "note",
      Index: "nothing",
      Location: "place",
    });
  });

  test("hobbyDB are known", async () => {
    const { preset, to } = await matched([
      "Name",
      "Brand",
      "Series",
      "Reference #",
      "Production Status",
      "Color",
      "Item Condition",
      "Price Paid",
      "Date Acquired",
      "Acquired From",
      "Estimated Value",
      "Personal Notes",
      "UPC",
    ]);
    expect(preset).toBe("hobbydb");
    expect(to).toMatchObject({
      Name: "name",
      "Reference #": "styleNumber",
      Series: "line",
      Color: "colour",
      "Item Condition": "condition",
      "Price Paid": "pricePaid",
      "Date Acquired": "acquired",
      "Acquired From": "acquiredFrom",
      "Personal Notes": "privateNote",
      Brand: "new text",
    });
  });

  test("Koillection are known", async () => {
    const { preset, to } = await matched([
      "id",
      "name",
      "quantity",
      "collection",
      "visibility",
      "createdAt",
      "tags",
    ]);
    expect(preset).toBe("koillection");
    expect(to).toMatchObject({
      id: "nothing",
      name: "name",
      collection: "place",
      visibility: "nothing",
      tags: "tags",
    });
  });

  test("a plain list of Beanies are known", async () => {
    const { preset, to } = await matched([
      "Name",
      "Type",
      "Style",
      "Birthday",
      "Introduced",
      "Retired",
      "Swing Tag",
      "Tush Tag",
      "Poem",
    ]);
    expect(preset).toBe("beanie-list");
    expect(to).toMatchObject({
      Name: "name",
      Type: "animal",
      Style: "styleNumber",
      Birthday: "birthday",
      Introduced: "introduced",
      Retired: "retired",
      "Swing Tag": "swingTag",
      "Tush Tag": "tushTag",
      Poem: "nothing",
    });
  });

  test("an export of this site are known, and its cells are left as they are", async () => {
    const { preset, to, mapping } = await matched(
      ["Item id", "Copy id", "Changed at", "Name", "Style number", "Height", "Place"],
      undefined,
      SITE_FIELDS,
    );
    expect(preset).toBe("own");
    expect(mapping.tidy).toBe(false);
    expect(to).toMatchObject({
      "Item id": "id",
      "Copy id": "id",
      "Changed at": "changed",
      Name: "name",
      Height: "own-height",
      Place: "place",
    });
  });
});

test("columns are known by what people call them, in whatever script and spelling", async () => {
  const names = [
    "Beanie Name",
    "purchase_price ($)",
    "DATE-ACQUIRED",
    "Hang Tag Gen",
    "Farbe",
    "状態",
    "สี",
    "ملاحظات",
    "誕生日",
    "Currency",
  ];
  const { to } = await matched(names, [names.map(() => "blue")]);
  expect(to).toEqual({
    "Beanie Name": "name",
    "purchase_price ($)": "pricePaid",
    "DATE-ACQUIRED": "acquired",
    "Hang Tag Gen": "swingTag",
    Farbe: "colour",
    状態: "condition",
    ملاحظات: "note",
    誕生日: "birthday",
    Currency: "currency",
    // A second column for the colour is a field of its own, so that nothing is lost.
    ...{ สี: "new text" },
  });
});

test("a column that nobody knows becomes a field of its own, of the type that all its cells have", async () => {
  const names = [
    "Name",
    "Weight",
    "Shop page",
    "Repaired on",
    "Bid",
    "Signed",
    "Code",
    "Remark of aunt",
    "Empty",
  ];
  const row = [
    "Peanut",
    "12.5",
    "https://example.org/1",
    "3 June 1995",
    "$5.99",
    "Yes",
    "00123",
    "Lovely",
    "",
  ];
  const other = ["Patti", "8", "https://example.org/2", "1997", "$7", "no", "00045", "2", ""];
  const { to, sure } = await matched(names, [row, other]);
  expect(to).toEqual({
    Name: "name",
    Weight: "new number",
    "Shop page": "new link",
    "Repaired on": "new date",
    Bid: "new money",
    Signed: "new yes/no",
    Code: "new text",
    "Remark of aunt": "new text",
    Empty: "nothing",
  });
  expect(sure).toMatchObject({ Name: "sure", Weight: "guess" });
});

test("a sheet of what was refused comes back without the reasons", async () => {
  const { to } = await matched(["Name", "Line", "Line of the sheet", "Why it is not imported"]);
  expect(to).toMatchObject({
    Line: "line",
    "Line of the sheet": "nothing",
    "Why it is not imported": "nothing",
  });
});

test("a column whose cells are none of what its name says is not sure", async () => {
  const { to, sure } = await matched(
    ["Name", "Birthday"],
    [
      ["Peanut", "a cake"],
      ["Patti", "no idea"],
    ],
  );
  expect(to.Birthday).toBe("birthday");
  expect(sure.Birthday).toBe("likely");
});

test("a mapping from outside is refused with a key that no mapping has", async () => {
  const { mapping } = await matched(["Name"]);
  expect(MappingSchema.safeParse(mapping).success).toBe(true);
  expect(MappingSchema.safeParse({ ...mapping, more: 1 }).success).toBe(false);
  const [column] = mapping.columns;
  const foreign = { ...column, target: { to: "field", field: "name", tenant: "theirs" } };
  expect(MappingSchema.safeParse({ ...mapping, columns: [foreign] }).success).toBe(false);
  expect(
    MappingSchema.safeParse(JSON.parse('{"columns":[],"places":"make","tidy":true,"__proto__":{}}'))
      .success,
  ).toBe(false);
});

test("a field that is to be made has a name that no other has", async () => {
  const { mapping } = await matched(
    ["Name", "Name", "Value", "Notes", "Comments"],
    [["Peanut", "Again", "7 to 9", "one", "two"]],
  );
  const labels = mapping.columns.flatMap(({ target }) =>
    target.to === "new field" ? target.label : [],
  );
  // The site has a name and a value already.
  expect(labels).toEqual(["Name 2", "Value 2", "Comments"]);
});

test("where no column is called a name, the first of texts is offered", async () => {
  const { to, sure } = await matched(["Nr", "Kolekcja", "Barwa"], [["1", "Słoń", "niebieska"]]);
  expect(to).toMatchObject({ Kolekcja: "name", Barwa: "new text" });
  expect(sure.Kolekcja).toBe("guess");
});

test("a column that is guessed to be yes or no is read so, whatever the language", async () => {
  for (const [yes, no] of [
    ["ja", "nein"],
    ["oui", "non"],
    ["はい", "いいえ"],
  ] as const) {
    const names = ["Name", "Boxed"];
    const rows = [
      ["A", yes],
      ["B", no],
    ];
    const { mapping } = await matched(names, rows);
    expect(mapping.columns[1]?.target).toMatchObject({ to: "new field", type: "yes/no" });
    const read = rowReader(mapping, BUILT_IN);
    expect(rows.map((row) => read(row).changes.inNew[1])).toEqual([["yes"], ["no"]]);
  }
});

test("what a list of Beanies says of values is kept", async () => {
  const { to } = await matched(["Name", "Style", "Value"], [["Peanut", "4062", "$5,000"]]);
  expect(to.Value).toBe("new money");
});

test("a priority is one of wants beside a column of wants, and else a field", async () => {
  const rows = [["Peanut", "ja", "hoch", "9 €", "3 Stück"]];
  const { to } = await matched(["Name", "Gesucht", "Priorität", "Höchstpreis", "Anzahl"], rows);
  expect(Object.values(to)).toEqual(["name", "want", "want-priority", "want-highest", "quantity"]);
  const alone = await matched(["Name", "Priority"], [["Peanut", "high"]]);
  expect(alone.to.Priority).toBe("new text");
});
