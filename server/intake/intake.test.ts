import { randomUUID } from "node:crypto";
import { eq, like } from "drizzle-orm";
import { expect, test } from "vitest";
import { EMPTY_COPY } from "@/db/tenant/item";
import { openDrafts, openItem } from "@/db/tenant/queries/drafts";
import {
  addIntake,
  beginReading,
  dropIntake,
  findIntake,
  reopenColumns,
} from "@/db/tenant/queries/intake/intakes";
import { addItem } from "@/db/tenant/queries/items";
import { undoChangeSet } from "@/db/tenant/queries/undo";
import { items } from "@/db/tenant/schema";
import { describeTwins, draft, type Twin } from "@/db/testing";
import { mappingOf } from "./reader";
import { readIntake } from "./reading";
import { changeCells, chooseItem } from "./row-editing";
import { beginToRead, beginToWrite } from "./running";
import { bring, CSV, collectionAsSheet, rowsWritten } from "./testing-intake";

describeTwins("a sheet on its way in", (twins) => {
  const editor = () => twins().ours.as("editor");

  const named = async (name: string) => {
    const found = await editor().read((tx) =>
      tx.select({ id: items.id }).from(items).where(eq(items.name, name)),
    );
    const ids = found.map(({ id }) => id);
    const drafts = ids.length ? await editor().read((tx) => openDrafts(tx, ids)) : [];
    return drafts.map((one) => one.draft);
  };

  test("adds what is new, with its copy, and says so before", async () => {
    const sheet = await bring(
      editor(),
      "Name,Animal,Style number,Price paid,Currency\nZip,Cat,4004,12.50,EUR\nZiggy,Zebra,4063,,\n",
    );
    expect(await sheet.outcomes()).toEqual({ new: 2 });
    expect((await sheet.rows())[0]?.changes).toContainEqual({
      ...{ field: "animal", from: [], to: ["Cat"] },
    });
    expect(await named("Zip")).toEqual([]);
    expect(await sheet.take()).toMatchObject({ state: "ended", added: 2, changed: 0 });
    const [zip] = await named("Zip");
    expect(zip).toMatchObject({ animal: "Cat", styleNumber: "4004" });
    expect(zip?.copies).toMatchObject([{ pricePaid: 1250, currency: "EUR", status: "owned" }]);
    expect((await named("Ziggy"))[0]?.copies).toHaveLength(1);
  });

  test("changes nothing when it is brought again", async () => {
    const text =
      "Name,Variant,Tags,Condition\nTwice,,first,Mint\nTwice,,first,Good\nTwice,red,,\n,,,\n";
    expect(await (await bring(editor(), text)).take()).toMatchObject({ added: 2 });
    expect((await named("Twice")).map(({ copies }) => copies.length).sort()).toEqual([1, 2]);
    const before = await rowsWritten(twins().ours, "with versions");
    const again = await bring(editor(), text);
    expect(await again.outcomes()).toMatchObject({ same: 3 });
    await expect(again.take()).rejects.toThrow("nothing to import");
    expect(await rowsWritten(twins().ours, "with versions")).toEqual(before);
  });

  test("keeps each letter of a cell, also where the database would take it for its own", async () => {
    const odd = String.raw`C:\path "quoted" {a,b} \\ NULL ¯\_(ツ)_/¯`;
    const sheet = await bring(
      editor(),
      `Name,Colour,Story\nOdd,NULL,"${odd.replaceAll('"', '""')}"\n`,
    );
    await sheet.take();
    expect(await named("Odd")).toMatchObject([{ colour: "NULL", story: odd }]);
    expect(await (await bring(editor(), "Name,Colour\nOdd,NULL\n")).outcomes()).toEqual({
      same: 1,
    });
  });

  test("leaves what a blank cell or no column speaks of", async () => {
    await editor().write((tx) =>
      addItem(tx, draft({ name: "Blank", colour: "blue", animal: "Bear", story: "Once." })),
    );
    const sheet = await bring(editor(), "Name,Colour,Animal\nBlank,,Moose\n");
    expect(await sheet.outcomes()).toEqual({ changed: 1 });
    await sheet.take();
    expect(await named("Blank")).toMatchObject([
      { colour: "blue", animal: "Moose", story: "Once." },
    ]);
  });

  test("is taken back as one, and every row is as it was", async () => {
    await editor().write((tx) => addItem(tx, draft({ name: "Kept", colour: "grey" })));
    const before = await rowsWritten(twins().ours, "without");
    const sheet = await bring(
      editor(),
      "Name,Colour,Place,Shop\nKept,pink,Attic › Box 1,Toys\nAdded,red,Attic › Box 2,Fair\n",
      (mapping) => ({
        ...mapping,
        places: "make",
        columns: mapping.columns.map((column) =>
          column.name === "Shop"
            ? {
                ...column,
                target: {
                  to: "new field",
                  label: "Shop",
                  type: "choice",
                  of: "item",
                  seenBy: "members",
                },
              }
            : column,
        ),
      }),
    );
    expect(await sheet.outcomes()).toEqual({ new: 1, changed: 1 });
    expect(await sheet.take()).toMatchObject({ added: 1, changed: 1, problem: "" });
    const [kept] = await named("Kept");
    expect(kept?.colour).toBe("pink");
    expect(Object.values(kept?.own ?? {})).toContainEqual(["Toys"]);
    expect(kept?.copies[0]?.placeId).toBeTruthy();
    await editor().write((tx) => undoChangeSet(tx, sheet.id));
    expect(await rowsWritten(twins().ours, "without")).toEqual(before);
  });

  test("refuses what names an item of theirs, or one that there is not", async () => {
    const { ours, theirs } = twins();
    const sheet = await bring(
      editor(),
      `Item id,Name\n${theirs.items.peanut},Mine now\n${ours.items.gone},From the trash\n${ours.items.peanut},Renamed\n`,
    );
    expect(await sheet.outcomes()).toEqual({ refused: 2, changed: 1 });
    const [foreign, trashed] = await sheet.rows();
    expect(foreign?.refused[0]?.reason).toContain("no item of this id");
    expect(trashed?.refused[0]?.reason).toContain("in the trash");
    await sheet.take();
    const renamed = await editor().read((tx) => openItem(tx, ours.items.peanut ?? ""));
    expect(renamed?.draft.name).toBe("Renamed");
  });

  test("of the collection as it was downloaded changes three cells where three were changed", async () => {
    const odd = { name: '=Round, "trip"', story: "One.\n\nTwo &amp; three.", tags: ["a b", "c"] };
    const copy = { ...EMPTY_COPY, condition: "mint", pricePaid: 1234, currency: "EUR" } as const;
    const kinds = [
      draft({ ...odd, birthday: "--05-19", copies: [copy, { ...copy, label: "Second" }] }),
      draft({ name: "Round two", introduced: "1997~", copies: [], visibility: "private" }),
    ];
    for (const one of kinds) await editor().write((tx) => addItem(tx, one));
    const text = await collectionAsSheet(editor());
    const untouched = await bring(editor(), text);
    expect(Object.keys(await untouched.outcomes())).toEqual(["same"]);

    const before = await rowsWritten(twins().ours, "without");
    const changed = text
      .split("\r\n")
      .map((line) => {
        if (line.includes("Second"))
          return line.replace("Second", "The second").replace("12.34 EUR", "99.00 EUR");
        return line.replace("Round two", "Round three");
      })
      .join("\r\n");
    const sheet = await bring(editor(), changed);
    const changes = (await sheet.rows()).flatMap((row) => row.changes);
    expect(changes).toEqual(
      expect.arrayContaining([
        { field: "name", from: ["Round two"], to: ["Round three"] },
        { field: "label", from: ["Second"], to: ["The second"] },
        { field: "pricePaid", from: ["EUR 1234"], to: ["EUR 9900"] },
      ]),
    );
    expect(changes).toHaveLength(3);
    await sheet.take();
    const after = await rowsWritten(twins().ours, "without");
    const differ = Object.entries(after).flatMap(([table, rows]) =>
      rows.filter((row) => !before[table]?.includes(row)),
    );
    // The item's row with its name, the copy's with its label, and what was paid for it.
    expect(differ).toHaveLength(3);
    expect(await (await bring(editor(), changed)).outcomes()).toEqual(await untouched.outcomes());
  });

  test("asks where several match, and takes the answer", async () => {
    const two = { name: "Double", variant: "" };
    for (const colour of ["red", "blue"])
      await editor().write((tx) => addItem(tx, draft({ ...two, colour })));
    const sheet = await bring(editor(), "Name,Animal\nDouble,Duck\n");
    const [row] = await sheet.rows();
    expect(row).toMatchObject({ outcome: "unclear", line: 2 });
    expect(row?.candidates).toHaveLength(2);
    const [chosen = ""] = row?.candidates ?? [];
    expect(await chooseItem(editor(), { id: sheet.id, line: 2, item: chosen })).toEqual({
      outcome: "changed",
    });
    await sheet.take();
    expect((await named("Double")).filter(({ animal }) => animal === "Duck")).toHaveLength(1);
  });

  test("leaves what is newer here, unless somebody says otherwise", async () => {
    const { id } = await editor().write((tx) =>
      addItem(tx, draft({ name: "Newer", colour: "new" })),
    );
    const text = `Item id,Changed at,Name,Colour\n${id},2020-01-01T00:00:00Z,Newer,old\n`;
    const sheet = await bring(editor(), text);
    expect(await sheet.outcomes()).toEqual({ conflict: 1 });
    await expect(sheet.take()).rejects.toThrow("nothing to import");
    await chooseItem(editor(), { id: sheet.id, line: 2, item: id });
    await sheet.take();
    expect(await named("Newer")).toMatchObject([{ colour: "old" }]);
  });

  test("leaves an item alone that was changed after the preview, and says why", async () => {
    const { id } = await editor().write((tx) =>
      addItem(tx, draft({ name: "Moving", colour: "a" })),
    );
    const sheet = await bring(editor(), "Name,Colour\nMoving,b\nComing,c\n");
    await editor().write((tx) => addItem(tx, draft({ name: "Coming", colour: "theirs" })));
    await editor().write((tx) =>
      tx.update(items).set({ colour: "x", updatedAt: new Date() }).where(eq(items.id, id)),
    );
    expect(await sheet.take()).toMatchObject({ added: 0, changed: 0, leftAlone: 2 });
    expect(
      (await sheet.rows()).map(({ outcome, refused }) => [outcome, refused[0]?.reason]),
    ).toEqual([
      ["conflict", "It was changed since the preview."],
      ["conflict", "An item of this name came since the preview."],
    ]);
    expect(await named("Moving")).toMatchObject([{ colour: "x" }]);
    expect(await named("Coming")).toMatchObject([{ colour: "theirs" }]);
  });

  test("reads a row anew whose cells were changed, also after the columns are said otherwise", async () => {
    const sheet = await bring(editor(), "Name,Birthday\nMended,99 Foo\n");
    expect(await sheet.outcomes()).toEqual({ refused: 1 });
    expect((await sheet.rows())[0]?.refused[0]).toMatchObject({ column: 1 });
    const cells = [{ column: 1, text: "3 June 1995" }];
    expect(await changeCells(editor(), { id: sheet.id, line: 2, cells })).toEqual({
      outcome: "new",
    });
    const kept = await editor().read((tx) => findIntake(tx, sheet.id));
    const mapping = mappingOf({ mapping: kept?.mapping });
    await editor().write((tx) => reopenColumns(tx, sheet.id));
    await beginToRead(editor(), {
      ...{ id: sheet.id, memberId: null, format: CSV },
      mapping: { ...mapping, tidy: false },
    });
    expect((await sheet.rows())[0]).toMatchObject({ cells: ["Mended", "3 June 1995"] });
    await sheet.take();
    expect(await named("Mended")).toMatchObject([{ birthday: "1995-06-03" }]);
  });

  test.each([
    ["stopped", reopenColumns, "columns"],
    ["put away", dropIntake, undefined],
  ] as const)("that is %s while it is read writes nothing more", async (_, end, state) => {
    const { ours } = twins();
    const lines = Array.from({ length: 1200 }, (__, at) => `Stopped ${at}`);
    const sheet = await bring(editor(), `Name\n${lines.join("\n")}\n`);
    const now = () => editor().read((tx) => findIntake(tx, sheet.id));
    const { mapping } = (await now()) ?? {};
    const edition = await editor().write((tx) =>
      beginReading(tx, sheet.id, { format: CSV, mapping }),
    );
    const told: number[] = [];
    const progress = async (done: number) => {
      if (told.push(done) === 1) await editor().write((tx) => end(tx, sheet.id));
    };
    await readIntake(editor(), sheet.id, edition, { progress });
    expect(told).toEqual([500]);
    expect((await now())?.state).toBe(state);
    expect((await now())?.problem ?? "").toBe("");
    if (!state) return;
    // Read anew it is whole.
    const again = await editor().write((tx) =>
      beginReading(tx, sheet.id, { format: CSV, mapping }),
    );
    await readIntake(editor(), sheet.id, again);
    expect(await sheet.outcomes()).toEqual({ new: 1200 });
    expect(
      await ours.as("editor").read((tx) => tx.$count(items, like(items.name, "Stopped %"))),
    ).toBe(0);
  });

  test("makes as many copies as a row says, and the same sheet changes nothing", async () => {
    const text =
      "Name,Qty,Condition\nThrice,3,Mint\nThrice,2,Good\nOnce only,1,Good\nNone of it,0,\nToo many,51,\n";
    const sheet = await bring(editor(), text);
    expect(await sheet.outcomes()).toEqual({ new: 4, refused: 1 });
    expect(await sheet.take()).toMatchObject({ added: 3 });
    const conditions = (name: string) =>
      named(name).then(([one]) => one?.copies.map(({ condition }) => condition));
    expect(await conditions("Thrice")).toEqual(["mint", "mint", "mint", "good", "good"]);
    expect(await conditions("Once only")).toEqual(["good"]);
    expect(await conditions("None of it")).toEqual([]);
    expect(await (await bring(editor(), text)).outcomes()).toEqual({ same: 4, refused: 1 });
    // A row that was mended in the preview has the place that it had.
    const more = await bring(editor(), text.replace("Thrice,2,Good", "Thrice,x,Good"));
    const cells = [{ column: 1, text: "2" }];
    expect(await changeCells(editor(), { id: more.id, line: 3, cells })).toEqual({
      outcome: "same",
    });
  });

  test("takes what is wanted, and of theirs nothing", async () => {
    const text =
      "Name,Wanted,Priority,Max price\nLooked for,yes,high,900 USD\nNot looked for,no,high,5 USD\n";
    const before = await rowsWritten(twins().theirs, "with versions");
    const sheet = await bring(editor(), text);
    expect(await sheet.outcomes()).toEqual({ new: 2 });
    await sheet.take();
    expect(await named("Looked for")).toMatchObject([
      { want: { priority: "high", highest: 90000, currency: "USD" }, copies: [] },
    ]);
    expect(await named("Not looked for")).toMatchObject([{ want: null, copies: [{}] }]);
    expect(await (await bring(editor(), text)).outcomes()).toEqual({ same: 2 });
    await (await bring(editor(), text.replace("yes", "no"))).take();
    expect(await named("Looked for")).toMatchObject([{ want: null, copies: [] }]);
    const twice = "Name,Wanted,Priority\nLooked for,yes,low\nLooked for,yes,high\n";
    expect(await (await bring(editor(), twice)).outcomes()).toEqual({ changed: 1, refused: 1 });
    expect(await rowsWritten(twins().theirs, "with versions")).toEqual(before);
  });

  test("writes no row that was left out, and takes it in again", async () => {
    const sheet = await bring(editor(), "Name\nStays out\nComes in\nTotal\n");
    const out = (line: number, item: "out" | "") =>
      chooseItem(editor(), { id: sheet.id, line, item });
    expect(await out(2, "out")).toEqual({ outcome: "refused" });
    expect(await out(4, "out")).toEqual({ outcome: "refused" });
    expect(await out(2, "")).toEqual({ outcome: "new" });
    await out(2, "out");
    expect(await sheet.take()).toMatchObject({ added: 1 });
    expect((await sheet.rows())[0]?.refused[0]?.reason).toBe("It was left out here.");
    expect(await named("Stays out")).toEqual([]);
    expect(await named("Total")).toEqual([]);
    expect(await named("Comes in")).toHaveLength(1);
  });

  test("is not another sheet when it is brought under the same id, nor theirs", async () => {
    const { ours, theirs } = twins();
    const id = randomUUID();
    const add = (twin: Twin, fileName: string) =>
      twin.as("editor").write((tx) => addIntake(tx, { id, memberId: null, fileName }));
    expect(await add(ours, "first.csv")).toBe(true);
    expect(await add(ours, "second.csv")).toBe(false);
    expect(await add(theirs, "theirs.csv")).toBe(true);
    const seen = await editor().read((tx) => findIntake(tx, id));
    expect(seen?.fileName).toBe("first.csv");
    await theirs.as("editor").write((tx) => dropIntake(tx, id));
    expect(await editor().read((tx) => findIntake(tx, id))).not.toBeNull();
  });

  test("writes nothing that somebody did not see who agreed to it", async () => {
    const sheet = await bring(editor(), "Name\nSeen\nAlso seen\n");
    const agreed = async () => {
      const { edition = 0 } = (await editor().read((tx) => findIntake(tx, sheet.id))) ?? {};
      return { edition, rows: (await sheet.outcomes()).new ?? 0 };
    };
    const write = (seen: { edition: number; rows: number }) =>
      beginToWrite(editor().during("import items", sheet.id), {
        ...{ id: sheet.id, memberId: null, takes: "all", agreed: seen },
      });
    const seen = await agreed();
    await chooseItem(editor(), { id: sheet.id, line: 2, item: "out" });
    await expect(write(seen)).rejects.toThrow("something else by now");
    const before = await agreed();
    const kept = await editor().read((tx) => findIntake(tx, sheet.id));
    await beginToRead(editor(), {
      ...{ id: sheet.id, memberId: null, format: CSV },
      mapping: mappingOf({ mapping: kept?.mapping }),
    });
    await expect(write(before)).rejects.toThrow("something else by now");
    expect(await named("Also seen")).toEqual([]);
    await write(await agreed());
    expect(await named("Also seen")).toHaveLength(1);
    // Done again it has begun.
    await write(seen);
  });

  test("of two at once one is written and the other waits", async () => {
    const sheets = await Promise.all(
      ["One", "Two"].map((name) => bring(editor(), `Name\nAt once ${name}\n`)),
    );
    const ended = await Promise.allSettled(sheets.map((sheet) => sheet.take()));
    for (const [at, one] of ended.entries())
      if (one.status === "rejected") await sheets[at]?.take();
    expect((await named("At once One")).length + (await named("At once Two")).length).toBe(2);
    // Pressed twice, it is done once.
    const double = await bring(editor(), "Name\nPressed twice\n");
    await Promise.allSettled([double.take(), double.take()]);
    expect(await named("Pressed twice")).toHaveLength(1);
  });
});
