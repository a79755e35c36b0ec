import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "vitest";
import { chanceFrom } from "@/db/seed/chance";
import { describeTwins, draft } from "@/db/testing";
import { CONDITIONS, OBSERVATION_KINDS, WITHOUT_WORTH } from "../choices";
import { EMPTY_COPY, type KeptCopy } from "../item";
import { addUpValues, listWorths } from "./current-value";
import { openItem, saveDraft } from "./drafts";
import { addItem } from "./items";
import {
  addObservation,
  changeObservation,
  listObservations,
  type Observation,
  removeObservation,
} from "./observations";
import { trashItem } from "./trash";
import { undoChangeSet } from "./undo";

const observation = (change: Partial<Observation> = {}): Observation => ({
  id: randomUUID(),
  kind: "sold",
  copyId: null,
  condition: "",
  observed: "2024-06-03",
  source: "",
  amount: 1_000,
  currency: "USD",
  ...change,
});

describeTwins("the current value of a copy", (twins) => {
  const editor = () => twins().ours.as("editor");
  const addHeld = async (...copies: Partial<KeptCopy>[]) => {
    const { id } = await editor().write((tx) =>
      addItem(
        tx,
        draft({ name: "Valued", copies: copies.map((copy) => ({ ...EMPTY_COPY, ...copy })) }),
      ),
    );
    const item = await editor().read((tx) => openItem(tx, id));
    return { id, copyIds: item?.draft.copies.map((copy) => copy.id) ?? [] };
  };
  const note = async (itemId: string, ...observed: Partial<Observation>[]) => {
    const all = observed.map(observation);
    for (const one of all) await editor().write((tx) => addObservation(tx, itemId, one));
    return all.map(({ id }) => id);
  };
  const values = async (itemId: string) =>
    (await editor().read((tx) => listWorths(tx, itemId))).map(({ basis, amount, currency }) =>
      [basis, amount, currency].join(" "),
    );

  test("is the newest appraisal, whatever was sold since, and never what somebody asks", async () => {
    const { id } = await addHeld({});
    await note(id, { kind: "asked", amount: 99_999 });
    expect(await values(id)).toEqual([]);
    await note(id, { kind: "estimate", amount: 500 });
    expect(await values(id)).toEqual(["estimate 500 USD"]);
    await note(id, { observed: "2025", amount: 700 });
    expect(await values(id)).toEqual(["sold 700 USD"]);
    await note(
      id,
      { kind: "appraised", observed: "2023-05", amount: 2_000, currency: "EUR" },
      { kind: "appraised", observed: "2019", amount: 9_000 },
    );
    expect(await values(id)).toEqual(["appraised 2000 EUR"]);
  });

  test("is the median of the last five sold, half a minor unit rounded up", async () => {
    const { id } = await addHeld({});
    const sold = [100, 900, 301, 400, 205, 700];
    const medians = ["100", "500", "301", "351", "301", "400"];
    for (const [at, amount] of sold.entries()) {
      await note(id, { observed: `2024-01-0${at + 1}`, amount });
      expect(await values(id)).toEqual([`sold ${medians[at]} USD`]);
    }
  });

  test("takes sales in the currency of the newest, and says how many others it left out", async () => {
    const { id } = await addHeld({});
    await note(
      id,
      { observed: "2024-01", amount: 10, currency: "EUR" },
      { observed: "2024-02", amount: 1_000 },
      { observed: "2024-03", amount: 20, currency: "EUR" },
    );
    const [worth] = await editor().read((tx) => listWorths(tx, id));
    expect(worth).toMatchObject({ amount: 15, currency: "EUR", counted: 2, leftOut: 1 });
  });

  test("goes by the condition of the copy, and follows it when it is graded anew", async () => {
    const { id, copyIds } = await addHeld({ condition: "mint" }, { condition: "played" }, {});
    await note(
      id,
      { condition: "mint", amount: 900 },
      { condition: "played", amount: 100 },
      { kind: "estimate", amount: 5 },
    );
    expect(await values(id)).toEqual(["sold 900 USD", "sold 100 USD", "estimate 5 USD"]);
    const open = await editor().read((tx) => openItem(tx, id));
    if (!open) throw new Error("The item is gone.");
    const copies = open.draft.copies.map((copy) => ({ ...copy, condition: "played" as const }));
    const changeSet = await editor().write(async (tx) => {
      await saveDraft(tx, id, { ...open.draft, copies: copies.slice(0, 2) }, null);
      return tx.changeSet;
    });
    expect(await values(id)).toEqual(["sold 100 USD", "sold 100 USD"]);
    await editor().write((tx) => undoChangeSet(tx, changeSet, { over: [] }));
    expect(await values(id)).toEqual(["sold 900 USD", "sold 100 USD", "estimate 5 USD"]);
    expect((await editor().read((tx) => listWorths(tx, id))).map((one) => one.copyId)).toEqual(
      copyIds,
    );
  });

  test("an appraisal of one copy is about that copy, and goes and comes back with it", async () => {
    const { id, copyIds } = await addHeld({}, {});
    const [, other = ""] = copyIds;
    await note(id, { kind: "appraised", copyId: other, amount: 4_000 });
    expect(await editor().read((tx) => listWorths(tx, id))).toMatchObject([{ copyId: other }]);
    const open = await editor().read((tx) => openItem(tx, id));
    if (!open) throw new Error("The item is gone.");
    const changeSet = await editor().write(async (tx) => {
      await saveDraft(tx, id, { ...open.draft, copies: open.draft.copies.slice(0, 1) }, null);
      return tx.changeSet;
    });
    expect(await editor().read((tx) => listObservations(tx, id))).toEqual([]);
    await editor().write((tx) => undoChangeSet(tx, changeSet, { over: [] }));
    expect(await values(id)).toEqual(["appraised 4000 USD"]);
  });

  test("is followed by whatever is changed, removed and taken back", async () => {
    const { id } = await addHeld({});
    const [sale = ""] = await note(id, { amount: 800 });
    const during = async (work: Parameters<ReturnType<typeof editor>["write"]>[0]) =>
      editor().write(async (tx) => {
        await work(tx);
        return tx.changeSet;
      });
    const changed = await during((tx) =>
      changeObservation(tx, observation({ id: sale, amount: 900, currency: "EUR" })),
    );
    expect(await values(id)).toEqual(["sold 900 EUR"]);
    const removed = await during((tx) => removeObservation(tx, sale));
    expect(await values(id)).toEqual([]);
    await during((tx) => undoChangeSet(tx, removed, { over: [] }));
    expect(await values(id)).toEqual(["sold 900 EUR"]);
    await during((tx) => undoChangeSet(tx, changed, { over: [] }));
    expect(await values(id)).toEqual(["sold 800 USD"]);
  });

  test("knows both of two sales that are noted at once", async () => {
    const { id } = await addHeld({});
    const noted = Array.from({ length: 6 }, (_, at) => observation({ amount: 100 + at }));
    await Promise.all(noted.map((one) => editor().write((tx) => addObservation(tx, id, one))));
    const [worth] = await editor().read((tx) => listWorths(tx, id));
    expect(worth?.counted).toBe(5);
    const amounts = (await editor().read((tx) => listObservations(tx, id))).map((o) => o.amount);
    expect(worth?.amount).toBe(amounts.slice(0, 5).toSorted((a, b) => a - b)[2]);
  });

  test("what is sent twice is noted once; days to come and strange copies are refused", async () => {
    const { id, copyIds } = await addHeld({});
    const other = await addHeld({});
    const one = observation();
    for (const _ of [1, 2]) await editor().write((tx) => addObservation(tx, id, one));
    expect(await editor().read((tx) => listObservations(tx, id))).toEqual([one]);
    const year = new Date().getUTCFullYear() + 1;
    const refused = (change: Partial<Observation>) =>
      expect(
        editor().write((tx) => addObservation(tx, id, observation(change))),
      ).rejects.toMatchObject({ name: "Refusal" });
    await refused({ observed: String(year) });
    await refused({ observed: `${year}-01-01` });
    await refused({ kind: "sold", copyId: copyIds[0] ?? "" });
    await refused({ kind: "appraised", copyId: other.copyIds[0] ?? "" });
    await refused({ kind: "appraised", copyId: twins().theirs.tenant.id });
    // What is dated later by some other way says nothing yet.
    const sql = postgres(twins().adminUrl(twins().ours.tenant.database.name), { max: 1 });
    await sql.begin(async (tx) => {
      await tx`select set_config('app.tenant_id', ${twins().ours.tenant.id}, true)`;
      await tx`update observations set observed = ${String(year)} where id = ${one.id}`;
    });
    await sql.end();
    expect(await values(id)).toEqual([]);
  });

  test("is what a second statement of the rule says, for any observations in any order", async () => {
    const { below: random, pick } = chanceFrom("observations");
    for (let round = 0; round < 25; round++) {
      const { id, copyIds } = await addHeld(
        ...Array.from({ length: 1 + random(3) }, () => ({ condition: pick(CONDITIONS) })),
      );
      const open = await editor().read((tx) => openItem(tx, id));
      const noted: Observation[] = [];
      const count = random(14);
      await editor().write(async (tx) => {
        for (let at = 0; at < count; at++) {
          const kind = pick(OBSERVATION_KINDS);
          const one = observation({
            kind,
            copyId:
              (kind === "appraised" || kind === "estimate") && random(2) ? pick(copyIds) : null,
            condition: random(2) ? "" : pick(CONDITIONS),
            // No two of a day, so that the order of what is equal decides nothing.
            observed: `20${10 + at}${pick(["", "-07", "-07-15", "~", "/2030"])}`,
            amount: random(3) ? random(2_000) : Number.MAX_SAFE_INTEGER - random(3),
            currency: pick(["USD", "EUR", "JPY"]),
          });
          if (one.observed.startsWith("202") && Number(one.observed.slice(0, 4)) > 2025) continue;
          noted.splice(random(noted.length + 1), 0, one);
        }
        for (const one of noted) await addObservation(tx, id, one);
      });
      const expected = (open?.draft.copies ?? []).flatMap((copy) => {
        const worth = naiveWorth(copy, noted);
        return worth ? [{ copyId: copy.id, ...worth }] : [];
      });
      const found = await editor().read((tx) => listWorths(tx, id));
      expect(
        found.map(({ copyId, basis, amount, currency }) => ({ copyId, basis, amount, currency })),
      ).toEqual(expected);
    }
  });

  test("totals stand by currency, of copies that are held, exactly beyond what a browser counts", async () => {
    const { ours } = twins();
    const before = await editor().read((tx) => addUpValues(tx));
    const most = Number.MAX_SAFE_INTEGER;
    const big = await addHeld(
      ...Array.from({ length: 3 }, () => ({ pricePaid: most, currency: "KWD" })),
      ...WITHOUT_WORTH.map((status) => ({ status, pricePaid: 5, currency: "KWD" })),
    );
    await note(big.id, { kind: "appraised", amount: most, currency: "KWD" });
    const mixed = await addHeld({ pricePaid: 100, currency: "ISK" }, {}, { status: "lent" });
    await note(mixed.id, { amount: 7, currency: "CZK" }, { kind: "asked", amount: 1_000_000 });
    const gone = await addHeld({ pricePaid: 100, currency: "ISK" });
    await note(gone.id, { amount: 7, currency: "CZK" });
    await ours.as("owner").write((tx) => trashItem(tx, gone.id));
    const totals = await editor().read((tx) => addUpValues(tx));
    const of = (code: string) => totals.currencies.find(({ currency }) => currency === code);
    expect(of("KWD")).toMatchObject({
      paid: 27_021_597_764_222_973n,
      worth: 27_021_597_764_222_973n,
      priced: 3,
      valued: 3,
      by: { appraised: 3, sold: 0, estimate: 0 },
    });
    expect(of("ISK")).toMatchObject({ paid: 100n, worth: 0n, priced: 1, valued: 0 });
    expect(of("CZK")).toMatchObject({ paid: 0n, worth: 21n, priced: 0, valued: 3 });
    // Three of the first item, and of the second the one that has a price, in another currency than its value.
    expect(totals.both - before.both).toBe(4);
    expect(of("KWD")?.ofBoth).toEqual({
      paid: 27_021_597_764_222_973n,
      worth: 27_021_597_764_222_973n,
    });
    expect(of("ISK")?.ofBoth).toEqual({ paid: 100n, worth: 0n });
    expect(of("CZK")?.ofBoth).toEqual({ paid: 0n, worth: 7n });
    expect(totals.held - before.held).toBe(6);
    expect(totals.unvalued - before.unvalued).toBe(0);
    expect(totals.unpriced - before.unpriced).toBe(2);
  });

  test("is nothing a visitor could read, nor anything of theirs", async () => {
    const { ours, theirs } = twins();
    const { id } = await addHeld({});
    await note(id, { kind: "appraised" });
    for (const scope of [ours.as("visitor"), theirs.as("owner")]) {
      expect(await scope.read((tx) => listObservations(tx, id))).toEqual([]);
      expect(await scope.read((tx) => listWorths(tx, id))).toEqual([]);
    }
  });
});

/** The rule of docs/decisions/values.md, step by step for one copy. */
function naiveWorth(copy: Pick<KeptCopy, "id" | "condition">, noted: readonly Observation[]) {
  const newestFirst = noted
    .filter((one) => one.copyId === null || one.copyId === copy.id)
    .filter((one) => one.condition === "" || one.condition === copy.condition)
    .toSorted(
      (one, other) => Number(other.observed.slice(0, 4)) - Number(one.observed.slice(0, 4)),
    );
  const newest = (kind: Observation["kind"]) => newestFirst.find((one) => one.kind === kind);
  const said = (basis: string, one: Observation, amount = one.amount) => ({
    basis,
    amount,
    currency: one.currency,
  });
  const appraisal = newest("appraised");
  if (appraisal) return said("appraised", appraisal);
  const sale = newest("sold");
  if (sale) {
    const sales = newestFirst.filter(
      (one) => one.kind === "sold" && one.currency === sale.currency,
    );
    const amounts = sales
      .slice(0, 5)
      .map((one) => BigInt(one.amount))
      .toSorted((one, other) => (one < other ? -1 : 1));
    while (amounts.length > 2) {
      amounts.shift();
      amounts.pop();
    }
    const [low = 0n, high = low] = amounts;
    const twice = low + high;
    return said("sold", sale, Number(twice / 2n + (twice % 2n)));
  }
  const estimate = newest("estimate");
  return estimate ? said("estimate", estimate) : null;
}
