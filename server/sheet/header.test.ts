import { expect, test } from "vitest";
import { readAll, textsIn, workbookOf } from "./testing-sheets";

test("names below a title are the names, and what stands above is no row", async () => {
  const text = "My Beanies,,,\nas of May,,,\n,,,\nName,Colour,Style,Paid\nPeanut,blue,4062,5\n";
  const read = await readAll(Buffer.from(text));
  expect(read.format).toMatchObject({ header: true, from: 4 });
  expect(read.names).toEqual(["Name", "Colour", "Style", "Paid"]);
  expect(read.rows).toEqual([["Peanut", "blue", "4062", "5"]]);
  expect(read.lines).toEqual([5]);
  const workbook = await readAll(
    await workbookOf(
      textsIn(1, ["My Beanies"]) + textsIn(3, ["Name", "Colour"]) + textsIn(4, ["Peanut", "blue"]),
      "List",
    ),
  );
  expect(workbook.format).toMatchObject({ header: true, from: 3 });
  expect(workbook.rows).toEqual([["Peanut", "blue"]]);
});

test("names that nobody knows are found under a title where numbers stand below them", async () => {
  const text = "Kolekcja;;\nNazwa;Kolor;Cena\nSłoń;niebieski;12,50\nŻaba;zielona;5\n";
  const read = await readAll(Buffer.from(text));
  expect(read.names).toEqual(["Nazwa", "Kolor", "Cena"]);
  expect(read.rows).toHaveLength(2);
});

test("a row of one cell in a list without names is no title", async () => {
  const read = await readAll(Buffer.from("Peanut,,\nLegs,green,frog\nSpot,white,dog\n"));
  expect(read.rows).toHaveLength(3);
});

test("names are names where two columns have the same", async () => {
  const read = await readAll(Buffer.from("Name,Notes,Notes\nPeanut,a,b\n"));
  expect(read.names).toEqual(["Name", "Notes", "Notes"]);
  expect(read.rows).toEqual([["Peanut", "a", "b"]]);
});

test("of a list of one column no row is lost to its name", async () => {
  expect((await readAll(Buffer.from("Peanut\nLegs\nSpot\n"))).rows).toHaveLength(3);
  expect((await readAll(Buffer.from("Name\nPeanut\nLegs\n"))).names).toEqual(["Name"]);
  expect((await readAll(Buffer.from("名前\nピーナッツ\nパティ\n"))).rows).toHaveLength(2);
});

test("rows in which nothing stands are none, and the others keep their lines", async () => {
  const read = await readAll(Buffer.from("Name;Colour\nPeanut;blue\n;\n  ; \nLegs;green\n;;;;\n"));
  expect(read.rows).toEqual([
    ["Peanut", "blue"],
    ["Legs", "green"],
  ]);
  expect(read.lines).toEqual([2, 5]);
});

test("a name of a column is as long as anybody reads", async () => {
  const said = {
    kind: "text",
    encoding: "utf-8",
    separator: ",",
    quote: '"',
    header: true,
  } as const;
  const read = await readAll(Buffer.from(`Name,${"🐘".repeat(40_000)}\nPeanut,x\n`), said);
  expect(read.names[1]).toBe("🐘".repeat(200));
});
