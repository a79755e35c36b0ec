import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { DatabaseAddress } from "@/db/pools";
import { describeTwins } from "@/db/testing";
import { catchUp } from "./move-catch-up";
import { copyRows } from "./move-rows";
import { type Equal, reconcileRows } from "./move-rows-compared";
import { carrySince, verifySince } from "./move-rows-since";
import { verifyRows } from "./move-rows-verified";
import { addTestDatabase, moverOf } from "./testing-move";
import { addTestValue } from "./testing-values";

describeTwins("copies of a tenant's rows", (twins) => {
  const mover = moverOf(twins);
  let to: DatabaseAddress;
  const copying = () => ({
    from: twins().ours.tenant.database,
    to,
    tenantId: twins().ours.tenant.id,
  });
  const change = (statement: string, database = copying().from.name) =>
    mover.ourSql(database, statement);
  beforeAll(async () => {
    to = await addTestDatabase("pool");
    await addTestValue(twins().ours);
  });
  beforeEach(() => copyRows(copying(), async () => {}));

  test("a copy has every row of the tenant and none of a neighbour", async () => {
    expect(await verifyRows(copying())).toEqual([]);
    const [values] = await mover.sql(
      to.name,
      "select (select count(*)::int from observations) as seen, (select count(*)::int from exchange_rates) as rates, (select max(amount)::text from worths) as worth",
    );
    expect(values).toEqual({ seen: 1, rates: 1, worth: "9007199254740991" });
    const tenants = await mover.sql(to.name, "select distinct tenant_id from items");
    expect(tenants).toEqual([{ tenant_id: copying().tenantId }]);
  });

  test("a copy made again takes the place of the one before", async () => {
    await change("delete from copies", to.name);
    await copyRows(copying(), async () => {});
    expect(await verifyRows(copying())).toEqual([]);
  });

  test("progress ends with the number of rows", async () => {
    const told: number[][] = [];
    await copyRows(copying(), async (done, total) => void told.push([done, total]));
    const rows = await mover.countIn(to);
    expect(told.at(-1)).toEqual([rows, rows]);
  });

  test("a copy that is exact is left as it is", async () => {
    expect(await reconcileRows(copying())).toMatchObject({ changes: 0, tables: [] });
  });

  // The row, the site's version, and in the history the change and its change set.
  test.each([
    // And the words that are found by it.
    ["an item's story", "update items set story = 'Told anew' where slug = 'peanut'", 8],
    [
      "a new copy",
      "insert into copies (item_id, label) select id, 'Late' from items where slug = 'legs'",
      5,
    ],
    [
      "a tag that went",
      "delete from item_tags where item_id in (select id from items where slug = 'legs')",
      4,
    ],
    ["a member's name", "update members set name = 'Anna' where role = 'owner'", 1],
  ])("of a difference in %s that alone is carried over", async (_, statement, most) => {
    await change(statement);
    const { changes } = await reconcileRows(copying());
    expect(changes).toBeGreaterThan(0);
    expect(changes).toBeLessThanOrEqual(most);
    expect(await verifyRows(copying())).toEqual([]);
  });

  test("an item that changed keeps its copies, tags and words", async () => {
    const counts = () =>
      mover.sql(
        to.name,
        "select (select count(*) from copies) + (select count(*) from item_tags) + (select count(*) from item_words) as rows",
      );
    const before = await counts();
    await change("set app.restoring = 'on'; update items set story = story || '.'");
    await reconcileRows(copying());
    expect(await counts()).toEqual(before);
    expect(await verifyRows(copying())).toEqual([]);
  });

  test("two items that swapped their addresses arrive swapped", async () => {
    await change(`
      update items set slug = 'between' where slug = 'peanut';
      update items set slug = 'peanut' where slug = 'legs';
      update items set slug = 'legs' where slug = 'between'`);
    await catchUp(copying());
    expect(await verifyRows(copying())).toEqual([]);
  });

  describe("since both were equal", () => {
    let equal: Equal;
    const areEqual = async () => {
      const reconciled = await reconcileRows(copying());
      if (!reconciled.equal) throw new Error("The copy is not exact.");
      equal = reconciled.equal;
    };
    const carried = () => carrySince(copying(), equal);
    beforeEach(areEqual);

    test("nothing is carried where nobody wrote", async () => {
      expect(await carried()).toEqual({ changes: 0, tables: [] });
    });

    test("what was added, changed, changed back and removed is carried, and no other table is named", async () => {
      await change(`
        insert into members (email, name, role) values ('late@example.com', 'Late', 'editor');
        update members set name = name || '!' where role = 'owner';
        update members set name = left(name, -1) where role = 'owner'`);
      // What was changed back is as it was.
      expect(await carried()).toEqual({ changes: 1, tables: ["members"] });
      expect(await verifySince(copying(), equal, ["members"])).toEqual([]);
      expect(await verifyRows(copying())).toEqual([]);
      await change("delete from members where email = 'late@example.com'");
      expect(await carried()).toMatchObject({ tables: ["members"] });
      expect(await verifyRows(copying())).toEqual([]);
    });

    test("an item that went takes all along that hung on it, and one that was told anew brings its words", async () => {
      await change(`
        update items set story = 'Zebulon told it' where slug = 'peanut';
        delete from items where slug = 'legs'`);
      const { tables } = await carried();
      expect(tables).toEqual(expect.arrayContaining(["items", "item_words", "changes", "site"]));
      expect(await verifySince(copying(), equal, tables)).toEqual([]);
      expect(await verifyRows(copying())).toEqual([]);
    });

    test("what somebody wrote in the copy is put right", async () => {
      await change("set app.restoring = 'on'; update copies set note = 'Not so'", to.name);
      await change("set app.restoring = 'on'; delete from item_tags", to.name);
      await change(
        "insert into members (email, name, role) values ('b@b.eu', 'B', 'editor')",
        to.name,
      );
      expect((await carried()).tables.toSorted()).toEqual(["copies", "item_tags", "members"]);
      expect(await verifyRows(copying())).toEqual([]);
    });

    test("a row of one side that is not on the other, or says something else there, is found by its table", async () => {
      await change("set app.restoring = 'on'; update copies set note = 'Other'");
      await change("set app.restoring = 'on'; delete from item_tags", to.name);
      await change("set app.restoring = 'on'; update photos set alt = alt", to.name);
      const all = ["copies", "item_tags", "photos", "items"];
      expect((await verifySince(copying(), equal, all)).toSorted()).toEqual([
        "copies",
        "item_tags",
      ]);
    });

    test.each(["itself", "behind a savepoint"])(
      "what a writer had begun before, %s, and ends afterwards is carried",
      async (how) => {
        const begun = await mover.begin(copying().from.name);
        await begun`update members set name = ${`${how}, first`} where role = 'editor'`;
        if (how !== "itself") await begun`savepoint before`;
        await begun`update members set name = ${how} where role = 'owner'`;
        await areEqual();
        await begun`commit`;
        await begun.end();
        expect(await carried()).toEqual({ changes: 2, tables: ["members"] });
        expect(await verifyRows(copying())).toEqual([]);
      },
    );
  });

  test("a row that is added, changed or removed in the copy is found by its table", async () => {
    await change("set app.restoring = 'on'; update copies set note = 'Not so'", to.name);
    await change("set app.restoring = 'on'; delete from item_tags", to.name);
    expect((await verifyRows(copying())).toSorted()).toEqual(["copies", "item_tags"]);
  });

  test("a column that Postgres generates keeps no row from being copied or caught up with", async () => {
    const both = async (statement: string) => {
      for (const { name } of [copying().from, to]) await mover.sql(name, statement);
    };
    await both(
      "alter table items add column initial text generated always as (left(name, 1)) stored",
    );
    try {
      await copyRows(copying(), async () => {});
      await change("update items set name = 'Named anew' where slug = 'peanut'");
      expect((await reconcileRows(copying())).tables).toContain("items");
      expect(await verifyRows(copying())).toEqual([]);
      const rows = await mover.sql(to.name, "select initial from items where slug = 'peanut'");
      expect(rows).toEqual([{ initial: "N" }]);
    } finally {
      await both("alter table items drop column initial");
    }
  });

  test("what a former build made of a tenant's rows is made anew before it is copied", async () => {
    const { tenantId, from } = copying();
    await mover.sql(
      from.name,
      `insert into ledger.outdated (tenant_id, what) values ('${tenantId}', 'words')`,
    );
    try {
      await expect(copyRows(copying(), async () => {})).rejects.toMatchObject({
        name: "Refusal",
        message: expect.stringMatching(/still being brought up to the newest version/),
      });
    } finally {
      await mover.sql(from.name, "delete from ledger.outdated");
    }
  });

  test("between databases of different schemas nothing is copied", async () => {
    await mover.sql(to.name, "alter table copies add column weight integer");
    await expect(copyRows(copying(), async () => {})).rejects.toMatchObject({
      name: "Refusal",
      message: expect.stringMatching(/different versions of the schema/),
    });
    await mover.sql(to.name, "alter table copies drop column weight");
  });
});
