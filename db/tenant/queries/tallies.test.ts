import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY, type ItemDraft, type KeptCopy } from "../item";
import { addItem } from "./items";
import { addObservation } from "./observations";
import { addPlace } from "./places";
import { addUpYears, MOST_TOLD, type Tallied, tallyCopies } from "./tallies";
import { trashItem } from "./trash";

describeTwins("what a collection is made of, counted", (twins) => {
  const editor = () => twins().ours.as("editor");
  const add = async (item: Partial<ItemDraft>, ...copies: Partial<KeptCopy>[]) => {
    const kept = copies.map((copy) => ({ ...EMPTY_COPY, ...copy }));
    const { id } = await editor().write((tx) =>
      addItem(tx, draft({ name: "Counted", animal: "", line: "", ...item, copies: kept })),
    );
    return id;
  };
  const newPlace = async () => {
    const id = randomUUID();
    await editor().write((tx) => addPlace(tx, { id, name: id, parentId: null }));
    return id;
  };
  const tally = async (way: Tallied) => (await editor().read((tx) => tallyCopies(tx)))[way];
  const toldOf = async (way: Tallied, value: string) =>
    (await tally(way)).told.find((one) => one.value === value)?.copies;

  test("is copies that are held, by each thing that is said of them", async () => {
    const place = await newPlace();
    const before = (await tally("animal")).unsaid;
    await add(
      { animal: "هدهد", line: "Серия", introduced: "1994-06/1995" },
      { acquired: "2003-06-01", condition: "mint", swingTag: "4" },
      { acquired: "2003~", condition: "played", placeId: place },
      { status: "sold" },
      { status: "given" },
      { status: "missing", acquired: "--05-19" },
    );
    await add({ animal: "Unicorn of numbers" }, { acquired: "1990s" });
    const gone = await add({ animal: "هدهد" }, {});
    await twins()
      .ours.as("owner")
      .write((tx) => trashItem(tx, gone));
    await add({}, {}, {});

    expect(await toldOf("animal", "هدهد")).toBe(3);
    expect(await toldOf("animal", "Unicorn of numbers")).toBe(1);
    expect((await tally("animal")).unsaid).toBe(before + 2);
    expect(await toldOf("line", "Серия")).toBe(3);
    expect(await toldOf("introduced", "1994")).toBe(3);
    expect(await toldOf("acquired", "2003")).toBe(2);
    expect(await toldOf("acquired", "1990")).toBe(1);
    expect(await toldOf("place", place)).toBe(1);
  });

  test("tells of the values that most have, and of the others how many they are", async () => {
    const before = await tally("animal");
    for (let at = 0; at < MOST_TOLD; at += 20)
      await editor().write(async (tx) => {
        for (let one = 0; one < 20; one++)
          await addItem(tx, draft({ animal: randomUUID(), copies: [EMPTY_COPY, EMPTY_COPY] }));
      });
    await add({ animal: "Alone in its kind" }, {});
    const { told, others } = await tally("animal");
    expect(told).toHaveLength(MOST_TOLD);
    expect(told.every(({ copies }, at) => copies <= (told[at - 1]?.copies ?? Infinity))).toBe(true);
    const sum = (all: readonly { copies: number }[]) => all.reduce((n, one) => n + one.copies, 0);
    expect(sum(told) + others).toBe(sum(before.told) + before.others + 2 * MOST_TOLD + 1);
    expect(others).toBeGreaterThan(0);
  });

  test("is money by the year in which a copy came, in its own currency and without bounds", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const paid = { pricePaid: most, currency: "KWD", acquired: "1887-03" };
    const id = await add(
      {},
      paid,
      paid,
      { ...paid, status: "sold" },
      { ...paid, status: "missing" },
    );
    await add({}, { pricePaid: 300, currency: "ISK", acquired: "1887" });
    await add({}, { pricePaid: 7, currency: "CZK" });
    await editor().write((tx) =>
      addObservation(tx, id, {
        id: randomUUID(),
        kind: "appraised",
        copyId: null,
        condition: "",
        observed: "2024",
        source: "",
        amount: 1_000,
        currency: "USD",
      }),
    );
    const years = await editor().read((tx) => addUpYears(tx));
    expect(years.filter(({ year }) => year === "1887")).toEqual([
      { year: "1887", currency: "ISK", paid: 300n, worth: 0n, priced: 1, valued: 0 },
      { year: "1887", currency: "KWD", paid: 18014398509481982n, worth: 0n, priced: 2, valued: 0 },
      { year: "1887", currency: "USD", paid: 0n, worth: 2000n, priced: 0, valued: 2 },
    ]);
    expect(years).toContainEqual({
      year: "",
      currency: "CZK",
      paid: 7n,
      worth: 0n,
      priced: 1,
      valued: 0,
    });
  });

  test("has nothing of theirs, and for visitors nothing of what members alone know", async () => {
    const { ours, theirs } = twins();
    const place = await newPlace();
    const item = { animal: "Told to nobody", visibility: "private" as const };
    await add(item, { acquired: "1888", pricePaid: 5, currency: "ISK", placeId: place });
    const copy = { acquired: "1889", pricePaid: 5, currency: "ISK", placeId: place };
    await add({ animal: "Told to all" }, copy, copy, copy, { ...copy, keptOff: true });
    for (const scope of [ours.as("visitor"), theirs.as("owner")]) {
      const told = await scope.read((tx) => tallyCopies(tx));
      expect(told.animal.told.map(({ value }) => value)).not.toContain("Told to nobody");
      expect(told.acquired.told.map(({ value }) => value)).not.toContain("1888");
      expect(told.place.told.map(({ value }) => value)).not.toContain(place);
    }
    expect(await ours.as("visitor").read((tx) => addUpYears(tx))).toEqual([]);
    const seen = await ours.as("visitor").read((tx) => tallyCopies(tx));
    expect(seen.animal.told).toContainEqual({ value: "Told to all", copies: 3 });
  });
});
