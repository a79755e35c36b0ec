import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeTwinsInPool, draft } from "@/db/testing";
import { EMPTY_COPY, type ItemDraft } from "../item";
import { addItem, changeItem } from "./items";
import { listShelf } from "./shelf";
import { countShelf } from "./shelf-counts";
import { query } from "./testing-shelf";
import { trashItem } from "./trash";
import { askWords } from "./words";

describeTwinsInPool("search", (twins) => {
  const add = async (change: Partial<ItemDraft>) =>
    (
      await twins()
        .ours.as("editor")
        .write((tx) => addItem(tx, draft({ tags: [], ...change })))
    ).id;
  const find = async (typed: string, who: "visitor" | "viewer" = "visitor") => {
    const scope = twins().ours.as(who);
    const asked = await scope.read((tx) => askWords(tx, typed));
    const rows = await scope.read((tx) => listShelf(tx, query(asked)));
    return rows.map(({ id }) => id);
  };

  /** Letters, marks and signs of many scripts, alone and mixed, as people paste them into a name. */
  const letters = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({
      unit: fc.constantFrom(
        ..."łøßıæœđþŋſİéñçåπςйёґ'’-–·.&/ 0123²½Ⅳﬁｱガぬいぐるみ熊猫곰인형ตุ๊กตาหมีเล็กभालूछोटादُبّصَغيرדֹּבקָטָן🐻👩‍👩‍👧🇩🇪★™€"
          .normalize("NFC")
          .split(""),
        ..."🐻👍🏽🇩🇪𠮷𝔅",
      ),
    }),
    fc.lorem({ maxCount: 4 }),
  );
  const names = letters
    .map((text) =>
      [...text.toWellFormed().replaceAll("\u0000", "")]
        .slice(0, 120)
        .join("")
        .slice(0, 120)
        .toWellFormed()
        .trim(),
    )
    .filter((name) => name !== "" && /[\p{L}\p{N}\p{P}\p{S}]/u.test(name));

  test("of its whole name finds each item, in any script and any way of writing it", async () => {
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const id = await add({ name, animal: "", variant: "", colour: "", styleNumber: "" });
        for (const typed of [name, name.normalize("NFD"), name.normalize("NFKC")])
          expect(await find(typed), JSON.stringify(typed)).toContain(id);
        await twins()
          .ours.as("editor")
          .write((tx) => trashItem(tx, id));
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["O’Brien", ["obrien", "o'brien", "O Brien", "brien", "o-brien"]],
    ["Tea-Time Teddy", ["tea-time", "teatime", "tea time", "TEA TEDDY", "teddy tea‑time"]],
    ["Butter Cup", ["buttercup", "butter-cup", "cup butter"]],
    ["Ærø Straße Łódź Kılıç", ["aero", "strasse", "STRASSE", "lodz", "kilic", "KILIÇ"]],
    ["くまのぬいぐるみ", ["ぬいぐるみ", "ヌイグルミ", "くま", "ぐるみ"]],
    ["大熊猫玩具", ["熊猫", "玩具", "猫玩"]],
    ["ตุ๊กตาหมีเล็ก", ["หมี", "ตุกตา", "ตุ๊กตาหมี"]],
    ["곰인형", ["인형", "곰"]],
    ["भालू छोटा", ["भालू", "छोटा"]],
    ["دُبّ صَغير", ["دب", "صغير"]],
    ["דֹּב קָטָן", ["דב", "קטן"]],
    ["🐻 with 🎩", ["🐻", "🎩", "with"]],
    ["🇯🇵🧸", ["🧸"]],
    ["★★★", ["★"]],
    ["???", ["???"]],
    ["No. 12.50", ["12.50", "no 12"]],
  ])("of %s by %j", async (name, ways) => {
    const id = await add({ name, animal: "", variant: "", colour: "" });
    for (const typed of ways) expect(await find(typed), typed).toContain(id);
    await twins()
      .ours.as("editor")
      .write((tx) => trashItem(tx, id));
  });

  test("knows every word of an item, and those of notes, labels and prices for members alone", async () => {
    const id = await add({
      name: "Quincunx",
      variant: "sable",
      animal: "Okapi",
      colour: "mauve",
      styleNumber: "77012",
      birthday: "--05-19",
      introduced: "1987-11-03",
      retired: "1989",
      story: "Came with a marmalade jar.",
      tags: ["first edition"],
      copies: [
        {
          ...EMPTY_COPY,
          label: "attic",
          condition: "near-mint",
          swingTag: "17",
          tushTag: "C1",
          acquired: "2003-02",
          pricePaid: 98765,
          currency: "NOK",
          note: "from Wilhelmina",
        },
      ],
    });
    const open = [
      "quincunx sable",
      "okapi",
      "mauve",
      "77012",
      "may",
      "1987",
      "november",
      "1987-11-03",
    ];
    open.push(
      "1989",
      "marmalade",
      "first edition",
      "near mint",
      "nearmint",
      "17",
      "c1",
      "february 2003",
      "attic",
      "wilhelmina",
      "wilhelmin",
    );
    for (const typed of open) {
      expect(await find(typed), typed).toContain(id);
      expect(await find(typed, "viewer"), typed).toContain(id);
    }
    for (const typed of ["987.65", "98765", "nok quincunx"]) {
      expect(await find(typed), typed).not.toContain(id);
      expect(await find(typed, "viewer"), typed).toContain(id);
    }
  });

  test("follows every change of an item and its parts", async () => {
    const id = await add({
      name: "Mutable",
      tags: ["before"],
      copies: [{ ...EMPTY_COPY, note: "atlas" }],
    });
    const after = draft({
      name: "Immutable",
      tags: ["after"],
      copies: [{ ...EMPTY_COPY, note: "globe" }],
    });
    await twins()
      .ours.as("editor")
      .write((tx) => changeItem(tx, id, after));
    for (const gone of ["mutable", "before", "atlas"])
      expect(await find(gone, "viewer"), gone).not.toContain(id);
    for (const now of ["immutable", "after", "globe"])
      expect(await find(now, "viewer"), now).toContain(id);
  });

  describe("of a word with a slip", () => {
    test.each(["garcis", "gacria", "garca", "garrcia", "arcia"])("%s", async (typed) => {
      const id = await add({ name: "Garcia", variant: "", animal: "" });
      expect(await find(typed)).toContain(id);
      await twins()
        .ours.as("editor")
        .write((tx) => trashItem(tx, id));
    });

    test("shows what is exact first, in its order, and forgives no short word and no number", async () => {
      const slipped = await add({
        name: "Aardvarg",
        animal: "",
        variant: "",
        styleNumber: "123456",
      });
      const exact = await add({ name: "Zzz aardvark", animal: "", variant: "" });
      expect(await find("aardvark")).toEqual([exact, slipped]);
      expect(await find("123457")).toEqual([]);
      expect(await find("zzy")).toEqual([]);
    });

    test("leads a visitor to no word that only hidden items have", async () => {
      const { ours, theirs } = twins();
      await add({ name: "Xylophonist", visibility: "private" });
      expect(await find("xylophonisd", "viewer")).toHaveLength(1);
      for (const scope of [ours.as("visitor"), theirs.as("viewer")]) {
        const { near } = await scope.read((tx) => askWords(tx, "xylophonisd"));
        expect([...near.values()]).toEqual([[]]);
        expect(await scope.read((tx) => countShelf(tx, query({ words: ["xylophonist"] })))).toBe(0);
      }
    });
  });
});
