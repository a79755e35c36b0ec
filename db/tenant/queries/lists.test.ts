import { expect, test } from "vitest";
import { describeTwinsInPool, draft, type Twin } from "@/db/testing";
import type { List, Reach } from "../choices";
import { EMPTY_COPY, EMPTY_WANT } from "../item";
import { addItem } from "./items";
import {
  LIST_PAGE,
  listForTrade,
  listLast,
  listWanted,
  readListPage,
  type TradedRow,
  type WantedRow,
} from "./lists";
import { findSiteVersion, getSite, setReach } from "./site";

type Who = "visitor" | "viewer" | "owner";

describeTwinsInPool("the lists of a site", (twins) => {
  const reach = (list: List, chosen: Reach) =>
    twins()
      .ours.as("owner")
      .write((tx) => setReach(tx, list, chosen));
  const find = (who: Who, list: List, page: number) => {
    const { ours } = twins();
    return ours.as(who).read((tx) => readListPage(tx, list, page));
  };
  const wanted = async (who: Who, page = 1) => {
    const { ids, ...found } = await find(who, "wants", page);
    const { ours } = twins();
    return { ...found, rows: await ours.as(who).read((tx) => listWanted(tx, ids)) };
  };
  const traded = async (who: Who) => {
    const { ids, ...found } = await find(who, "trades", 1);
    const { ours } = twins();
    return { ...found, rows: await ours.as(who).read((tx) => listForTrade(tx, ids)) };
  };
  const last = (list: List) => {
    const { ours } = twins();
    return ours.as("visitor").read((tx) => listLast(tx, list, 99));
  };
  const names = ({ rows }: { rows: readonly { name: string }[] }) => rows.map(({ name }) => name);
  const add = ({ as }: Twin, change: Parameters<typeof draft>[0]) =>
    as("owner").write((tx) => addItem(tx, draft(change)));

  test("nobody but members reads them until their owner says so, and theirs stay as they are", async () => {
    const { ours, theirs } = twins();
    expect((await ours.as("visitor").read(getSite)).reaches).toEqual({
      wants: "members",
      trades: "members",
    });
    expect(await wanted("visitor")).toEqual({ rows: [], page: 1, total: 0 });
    expect(await last("wants")).toEqual([]);
    expect(names(await wanted("viewer"))).toEqual(["Hidden", "Legs", "Peanut", "Secret"]);
    const version = await ours.as("owner").read(findSiteVersion);
    await reach("wants", "shelf");
    expect(await ours.as("owner").read(findSiteVersion)).toBe((version ?? 0) + 1);
    expect((await ours.as("visitor").read(getSite)).reaches).toEqual({
      wants: "shelf",
      trades: "members",
    });
    expect((await theirs.as("visitor").read((tx) => readListPage(tx, "wants", 1))).total).toBe(0);
  });

  test("what is on the want list is on the shelf, or unlisted where their owner says so, and never private or thrown away", async () => {
    await reach("wants", "shelf");
    expect(names(await wanted("visitor"))).toEqual(["Legs", "Peanut"]);
    await reach("wants", "unlisted");
    expect(names(await wanted("visitor"))).toEqual(["Hidden", "Legs", "Peanut"]);
    const { hidden, legs, peanut } = twins().ours.items;
    expect((await last("wants")).toSorted()).toEqual([hidden, legs, peanut].toSorted());
  });

  test("a want says what is looked for, and the most that its owner would pay to nobody", async () => {
    const { ours } = twins();
    await reach("wants", "shelf");
    for (const who of ["visitor", "owner"] as const) {
      const { rows } = await wanted(who);
      const legs = rows.find(({ name }) => name === "Legs") as WantedRow;
      expect(legs.want).toEqual({
        priority: "high",
        condition: "mint",
        swingTag: "3",
        note: `One more ${ours.mark}`,
      });
      expect(JSON.stringify(rows)).not.toContain("54321");
    }
  });

  test("the most wanted come first, then those of a name, and each stands on one page", async () => {
    const { ours } = twins();
    await reach("wants", "shelf");
    for (const [name, priority] of [
      ["Aardvark", "low"],
      ["Zebra", "normal"],
      ["Åke", "normal"],
      ["Bear 10", "normal"],
      ["Bear 9", "normal"],
    ] as const)
      await add(ours, { name, want: { ...EMPTY_WANT, priority } });
    expect(names(await wanted("visitor"))).toEqual([
      ...["Legs", "Peanut", "Åke", "Bear 9", "Bear 10", "Zebra", "Aardvark"],
    ]);
    for (let at = 0; at < LIST_PAGE; at++)
      await add(ours, { name: `Crowd ${at}`, want: EMPTY_WANT });
    const [first, second, beyond] = [
      await wanted("visitor"),
      await wanted("visitor", 2),
      await wanted("visitor", 99_999),
    ];
    expect(first).toMatchObject({ page: 1, total: LIST_PAGE + 7 });
    expect(second).toMatchObject({ page: 2, total: LIST_PAGE + 7 });
    expect(beyond).toEqual(second);
    const all = [...names(first), ...names(second)];
    expect(new Set(all).size).toBe(LIST_PAGE + 7);
    expect(all.at(-1)).toBe("Aardvark");
  });

  test("the trade list tells of each copy that is for trade and seen, and of no other", async () => {
    const { ours } = twins();
    await reach("trades", "shelf");
    const copy = { ...EMPTY_COPY, pricePaid: 98765, currency: "EUR", privateNote: "In the safe" };
    await add(ours, {
      name: "Bongo",
      copies: [
        { ...copy, label: "Spare", status: "trade" },
        { ...copy, label: "Kept" },
        { ...copy, label: "Quiet", status: "trade", keptOff: true },
        { ...copy, label: "Priced", status: "sale" },
      ],
    });
    await add(ours, { name: "Chops", copies: [{ ...copy, status: "trade", keptOff: true }] });
    const seen = await traded("visitor");
    const labels = (row: TradedRow | undefined) => row?.forTrade.map(({ label }) => label);
    expect([seen.total, names(seen)]).toEqual([1, ["Bongo"]]);
    expect(labels(seen.rows[0])).toEqual(["Spare"]);
    for (const secret of ["98765", "In the safe", "Quiet"])
      expect(JSON.stringify(seen)).not.toContain(secret);
    expect(await last("trades")).toEqual([seen.rows[0]?.id]);
    expect(names(await traded("owner"))).toEqual(["Bongo", "Chops"]);
    await reach("trades", "members");
    expect((await traded("visitor")).total).toBe(0);
  });
});
