import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY, type KeptCopy } from "../../item";
import { addItem } from "../items";
import { addObservation } from "../observations";
import { BUILT_IN } from "./fields";
import type { Filter } from "./filter";
import { addUp, countRows, listRows } from "./rows";

/** By name: the value noted for each copy, and what else is said of the copies. */
const ITEMS: Readonly<Record<string, { worth?: string; copies: readonly Partial<KeptCopy>[] }>> = {
  Dear: { worth: "USD 9007199254740991", copies: [{}, {}] },
  Cheap: { worth: "USD 900", copies: [{ pricePaid: Number.MAX_SAFE_INTEGER, currency: "USD" }] },
  Middling: { worth: "USD 4000", copies: [{}, { status: "sold" }] },
  Abroad: { worth: "EUR 5000", copies: [{}] },
  Sold: { worth: "USD 7000", copies: [{ status: "sold" }] },
  Bare: { copies: [{ pricePaid: Number.MAX_SAFE_INTEGER, currency: "USD" }] },
};

const OURS: Filter = { field: "tags", is: "is", value: "valued" };

describeTwins("the column of values", (twins) => {
  beforeAll(async () => {
    for (const [name, { worth, copies }] of Object.entries(ITEMS))
      await twins()
        .ours.as("editor")
        .write(async (tx) => {
          const { id } = await addItem(
            tx,
            draft({
              name,
              tags: ["valued"],
              copies: copies.map((copy) => ({ ...EMPTY_COPY, ...copy })),
            }),
          );
          const [currency = "", amount = ""] = worth?.split(" ") ?? [];
          if (worth)
            await addObservation(tx, id, {
              ...{ id: randomUUID(), kind: "appraised", copyId: null, condition: "" },
              ...{ observed: "2024", source: "", amount: Number(amount), currency },
            });
        });
  });
  const viewer = () => twins().ours.as("viewer");
  const named = async (filter: Filter, down = false) => {
    const names: string[] = [];
    const window = { filter: { all: [OURS, filter] }, order: { key: "value", down }, limit: 2 };
    // Two at a time, so that each window but the first continues after a row.
    for (
      let rows = await viewer().read((tx) =>
        listRows(tx, BUILT_IN, { ...window, from: { at: 0 } }),
      );
      ;
    ) {
      names.push(...rows.map(({ name }) => name));
      const last = rows.at(-1)?.place;
      if (!last) return names;
      rows = await viewer().read((tx) =>
        listRows(tx, BUILT_IN, { ...window, from: { after: last } }),
      );
    }
  };
  const value = (is: "between", from: string, to: string): Filter => ({
    field: "value",
    is,
    from,
    to,
  });

  test("sorts by what copies that are held are worth, each currency by itself, what has none last", async () => {
    const upwards = ["Abroad", "Cheap", "Middling", "Dear"];
    const none = new Set(["Bare", "Sold"]);
    const up = await named({ all: [] });
    expect(up.slice(0, 4)).toEqual(upwards);
    expect(new Set(up.slice(4))).toEqual(none);
    const down = await named({ all: [] }, true);
    expect(down.slice(0, 4)).toEqual(upwards.toReversed());
    expect(new Set(down.slice(4))).toEqual(none);
  });

  test("is filtered by sums within their currency", async () => {
    expect(await named({ field: "value", is: "filled" })).toHaveLength(4);
    expect(await named({ field: "value", is: "empty" })).toHaveLength(2);
    expect(await named({ field: "value", is: "is", value: "USD 4000" })).toEqual(["Middling"]);
    expect(await named(value("between", "USD 900", "USD 5000"))).toEqual(["Cheap", "Middling"]);
    expect(await named(value("between", "USD 4001", ""))).toEqual(["Dear"]);
    expect(await named(value("between", "", "EUR 9999"))).toEqual(["Abroad"]);
    expect(await named(value("between", "EUR 1", "USD 9999"))).toEqual([]);
  });

  test("a cell and the foot are exact beyond what a browser counts", async () => {
    const window = { filter: OURS, order: { key: "value", down: true }, limit: 1 };
    const [dear] = await viewer().read((tx) =>
      listRows(tx, BUILT_IN, { ...window, from: { at: 0 } }),
    );
    expect(dear?.value).toEqual([{ currency: "USD", minor: "18014398509481982" }]);
    expect(await viewer().read((tx) => addUp(tx, BUILT_IN, OURS))).toEqual({
      copies: 6,
      paid: [{ currency: "USD", minor: "18014398509481982" }],
      worth: [
        { currency: "EUR", minor: "5000" },
        { currency: "USD", minor: "18014398509486882" },
      ],
    });
  });

  test("says nothing of ours to them", async () => {
    const theirs = twins().theirs.as("owner");
    expect(
      await theirs.read((tx) => countRows(tx, BUILT_IN, { field: "value", is: "filled" })),
    ).toBe(0);
  });
});
