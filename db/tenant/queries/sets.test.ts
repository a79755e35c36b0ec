import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Scope } from "@/db/scope";
import { describeTwins, draft } from "@/db/testing";
import type { CopyStatus } from "../choices";
import { EMPTY_COPY, EMPTY_WANT, type ItemDraft } from "../item";
import { ORIGINAL_NINE, type SetDraft, type SetRule } from "../set";
import { addItem, findItemBySlug } from "./items";
import { countItems } from "./numbers";
import { addField, changeField, listFields, restoreField, trashField } from "./own-fields";
import { listPieces, makeList, nameProducts } from "./pieces";
import { addSet, changeSet, findSet, getSet, listSets, moveSet, removeSet } from "./sets";
import { trashItem } from "./trash";
import { wantPiece } from "./want-piece";

describeTwins("sets", (twins) => {
  const as = (who: "visitor" | "viewer" | "owner") => twins().ours.as(who);
  const write: Scope["write"] = (work) => as("owner").write(work);
  const add = (entry: string | null, change: Partial<ItemDraft>) =>
    write((tx) =>
      addItem(
        tx,
        draft({
          ...change,
          entry: entry === null ? null : { key: entry, release: 1, facts: {}, mine: [] },
        }),
      ),
    );
  const copy = (status: CopyStatus, swingTag = "") => ({ ...EMPTY_COPY, status, swingTag });
  const make = async (rule: SetRule, change: Partial<SetDraft> = {}) => {
    const id = randomUUID();
    const set = { name: "Nine", note: "", visibility: "public", counted: "held", rule } as const;
    await write((tx) => addSet(tx, id, { ...set, ...change }));
    return id;
  };
  const piecesOf = async (id: string, who: "visitor" | "viewer" | "owner" = "owner") => {
    const set = await as("owner").read((tx) => getSet(tx, id));
    return as(who).read((tx) => listPieces(tx, set));
  };
  const states = async (id: string, who?: "visitor" | "viewer") =>
    Object.fromEntries((await piecesOf(id, who)).map(({ said, state }) => [said.name, state]));
  const nine = async (change: Partial<SetDraft> = {}) =>
    make(await write((tx) => makeList(tx, ORIGINAL_NINE)), change);

  describe("of the catalogue", () => {
    test("say what is there, wanted and missing, each to whoever may see it", async () => {
      const { theirs } = twins();
      const id = await nine();
      expect(Object.keys(await states(id))).toEqual([
        ...["Spot", "Squealer", "Cubbie", "Chocolate", "Legs", "Flash", "Splash", "Patti"],
        "Pinchers",
      ]);
      expect(new Set(Object.values(await states(id)))).toEqual(new Set(["missing"]));
      await add("spot/4000/without-spot", { name: "Spot", copies: [copy("owned")] });
      await add("brownie/4010", { name: "Brownie", copies: [copy("trade")] });
      await add("legs/4020", { name: "Legs again", want: EMPTY_WANT });
      await add("flash/4021", { name: "Flash", copies: [copy("sold")] });
      await add("splash/4022", { name: "S", visibility: "private", copies: [copy("owned")] });
      await add("patti/4025/fuchsia", {
        name: "P",
        visibility: "unlisted",
        copies: [copy("owned")],
      });
      const gone = await add("chocolate/4015", { name: "Chocolate", copies: [copy("owned")] });
      await write((tx) => trashItem(tx, gone.id));
      expect(await states(id, "viewer")).toEqual({
        ...{ Spot: "there", Squealer: "missing", Cubbie: "there", Chocolate: "missing" },
        ...{ Legs: "wanted", Flash: "missing", Splash: "there", Patti: "there" },
        Pinchers: "missing",
      });
      const seen = await states(id, "visitor");
      expect([seen.Spot, seen.Splash, seen.Patti]).toEqual(["there", "missing", "missing"]);
      const [staying] = [await nine({ counted: "staying" })];
      expect((await states(staying)).Cubbie).toBe("missing");
      const set = await as("owner").read((tx) => getSet(tx, id));
      const ofTheirs = await theirs.as("owner").read((tx) => listPieces(tx, set));
      expect(ofTheirs.every(({ state }) => state === "missing")).toBe(true);
    });

    test("take what a rule finds: each variant, or any of a product", async () => {
      const rule = {
        kind: "catalogue",
        line: "",
        animal: "",
        year: "",
        product: "peanut/4062",
      } as const;
      await add("peanut/4062/royal-blue", { name: "Peanut the dear", copies: [copy("owned")] });
      const each = await piecesOf(await make({ ...rule, each: "entry" }));
      expect(each.map(({ said, state }) => [said.variant, state])).toEqual([
        ["Royal Blue", "there"],
        ["Light Blue", "missing"],
      ]);
      expect(await piecesOf(await make({ ...rule, each: "product" }))).toHaveLength(1);
      const bears = { ...rule, product: "", animal: "bear", year: "1993", each: "entry" } as const;
      const found = (await piecesOf(await make(bears))).map(({ said }) => said.name);
      expect(found).toContain("Brownie");
      expect(found).not.toContain("Squealer");
    });

    test("know each swing tag of a toy, and look for that one", async () => {
      const rule = { kind: "generations", product: "legs/4020", name: "Legs" } as const;
      const id = await make(rule);
      const codes = async () =>
        (await piecesOf(id)).map(({ swingTag, state }) => `${swingTag} ${state}`);
      const all = await codes();
      expect(all.length).toBeGreaterThan(1);
      const code = all[0]?.split(" ")[0] ?? "";
      await write((tx) => wantPiece(tx, id, { entry: "legs/4020", swingTag: code, item: null }));
      expect((await codes())[0]).toBe(`${code} wanted`);
      await add("legs/4020", { name: "Legs of it", copies: [copy("owned", code)] });
      expect((await codes())[0]).toBe(`${code} there`);
    });

    test("keep the name of a piece that the catalogue has no more", async () => {
      const said = { name: "ตุ๊กตาหมี", variant: "", styleNumber: "", animal: "", colour: "" };
      const id = await make({ kind: "list", pieces: [{ keys: ["no/such"], said }] });
      expect(await piecesOf(id)).toMatchObject([{ said, entry: null, state: "missing" }]);
    });

    test("a missing piece that two want at once is one item, which the site looks for", async () => {
      const id = await nine();
      const before = (await as("owner").read(countItems)).items;
      const asked = { entry: "pinchers/4026", swingTag: "", item: null };
      await Promise.all([1, 2, 3].map(() => write((tx) => wantPiece(tx, id, asked))));
      expect((await states(id)).Pinchers).toBe("wanted");
      expect((await as("owner").read(countItems)).items).toBe(before + 1);
      const made = await as("visitor").read((tx) => findItemBySlug(tx, "pinchers"));
      expect(made).toMatchObject({ name: "Pinchers", animal: "Lobster", styleNumber: "4026" });
      await expect(
        write((tx) => wantPiece(tx, id, { ...asked, entry: "peanut/4062/royal-blue" })),
      ).rejects.toMatchObject({ status: 404 });
    });
  });

  test("of the owner's own tags say what is there", async () => {
    const { mark } = twins().ours;
    const id = await make({ kind: "own", field: "tag", value: mark });
    expect(await states(id, "visitor")).toEqual({ Legs: "there", Peanut: "there" });
    expect(Object.keys(await states(id, "viewer"))).toEqual(["Hidden", "Legs", "Peanut", "Secret"]);
    const nothing = await make({ kind: "own", field: "constructor", value: mark });
    expect(await states(nothing)).toEqual({});
  });

  test("of the owner's own field find nothing while it lies in the trash, and show visitors none that members alone see", async () => {
    const field = await write((tx) =>
      addField(tx, {
        ...{ label: "棚", type: "choice", of: "item", seenBy: "everyone" },
        ...{ group: "", unit: "", choices: ["上"] },
      }),
    );
    await add(null, { name: "Open", own: { [field]: ["上"] } });
    await add(null, { name: "Closed", visibility: "private", own: { [field]: ["上"] } });
    const all = await as("owner").read(listFields);
    const { key = "" } = all.find(({ id }) => id === field) ?? {};
    const id = await make({ kind: "own", field: key, value: "上" });
    expect(Object.keys(await states(id, "viewer"))).toEqual(["Closed", "Open"]);
    expect(Object.keys(await states(id, "visitor"))).toEqual(["Open"]);
    await write((tx) => trashField(tx, field));
    expect(await states(id, "viewer")).toEqual({});
    await write((tx) => restoreField(tx, field));
    const change = { label: "棚", group: "", seenBy: "members", unit: "", renamed: {} } as const;
    await write((tx) => changeField(tx, field, { ...change, choices: ["上"] }));
    expect(Object.keys(await states(id, "viewer"))).toEqual(["Closed", "Open"]);
    expect(await states(id, "visitor")).toEqual({});
  });

  test("follow a choice of the owner's that is renamed, also where two change places", async () => {
    const field = await write((tx) =>
      addField(tx, {
        ...{ label: "Shelf", type: "choice", of: "item", seenBy: "everyone" },
        ...{ group: "", unit: "", choices: ["上", "下"] },
      }),
    );
    await add(null, { name: "Upper", own: { [field]: ["上"] } });
    await add(null, { name: "Lower", own: { [field]: ["下"] } });
    const all = await as("owner").read(listFields);
    const { key = "" } = all.find(({ id }) => id === field) ?? {};
    const upper = await make({ kind: "own", field: key, value: "上" });
    const lower = await make({ kind: "own", field: key, value: "下" });
    const tagged = await make({ kind: "own", field: "tag", value: "上" });
    const change = { label: "Shelf", group: "", seenBy: "everyone", unit: "" } as const;
    await write((tx) =>
      changeField(tx, field, { ...change, choices: ["下", "上"], renamed: { 上: "下", 下: "上" } }),
    );
    expect(Object.keys(await states(upper))).toEqual(["Upper"]);
    expect(Object.keys(await states(lower))).toEqual(["Lower"]);
    const rules = await as("owner").read((tx) =>
      Promise.all([upper, lower, tagged].map((id) => getSet(tx, id))),
    );
    expect(rules.map(({ rule }) => rule.kind === "own" && rule.value)).toEqual(["下", "上", "上"]);
  });

  test("know what a toy is called that a rule names, and nothing of one that the catalogue lacks", async () => {
    const keys = ["peanut/4062", "no/such", "constructor", "a\u0000"];
    expect(await as("viewer").read((tx) => nameProducts(tx, keys))).toEqual({
      "peanut/4062": "Peanut",
    });
  });

  test("stand in the order they are put in, and visitors find those for everyone", async () => {
    for (const { id } of await as("owner").read(listSets)) await write((tx) => removeSet(tx, id));
    const rule = { kind: "own", field: "tag", value: "x" } as const;
    const ids = [];
    for (const visibility of ["public", "unlisted", "private"] as const)
      ids.push(await make(rule, { name: "くま", visibility }));
    const [first = "", second = "", third = ""] = ids;
    const slugs = async (who: "visitor" | "owner") =>
      (await as(who).read(listSets)).map(({ slug }) => slug);
    expect(await slugs("owner")).toEqual(["くま", "くま-2", "くま-3"]);
    expect(await slugs("visitor")).toEqual(["くま"]);
    expect((await as("visitor").read((tx) => findSet(tx, "くま-2")))?.id).toBe(second);
    expect(await as("visitor").read((tx) => findSet(tx, "くま-3"))).toBeNull();
    await write((tx) => moveSet(tx, third, -1));
    await write((tx) => moveSet(tx, first, -1));
    expect(await slugs("owner")).toEqual(["くま", "くま-3", "くま-2"]);
    const changed = {
      name: "Bears",
      note: "",
      visibility: "public",
      counted: "held",
      rule,
    } as const;
    await write((tx) => addSet(tx, third, changed));
    await write((tx) => changeSet(tx, second, changed));
    expect(await slugs("visitor")).toEqual(["くま", "くま-2"]);
  });
});
