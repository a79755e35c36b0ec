import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeTwins, draft } from "@/db/testing";
import { EMPTY_COPY } from "../item";
import { openItem, saveDraft } from "./drafts";
import { addItem } from "./items";
import { findLastCurrency } from "./last-currency";
import { addObservation } from "./observations";
import { trashItem } from "./trash";

describeTwins("the currency with which an amount begins", (twins) => {
  const editor = () => twins().ours.as("editor");
  const last = () => editor().read((tx) => findLastCurrency(tx));
  const addPriced = (pricePaid: number | null, currency: string) =>
    editor().write((tx) =>
      addItem(tx, draft({ name: "Priced", copies: [{ ...EMPTY_COPY, pricePaid, currency }] })),
    );

  test("is the one of the newest price or value, and never a neighbour's", async () => {
    await addPriced(500, "EUR");
    expect(await last()).toBe("EUR");
    const { id } = await addPriced(700, "GBP");
    expect(await last()).toBe("GBP");
    await addPriced(null, "");
    expect(await last()).toBe("GBP");
    await editor().write((tx) =>
      addObservation(tx, id, {
        id: randomUUID(),
        kind: "appraised",
        copyId: null,
        condition: "",
        observed: "2019",
        source: "",
        amount: 900,
        currency: "CHF",
      }),
    );
    expect(await last()).toBe("CHF");
  });

  test("follows a price that is written anew on an older item, and leaves out what lies in the trash", async () => {
    const { id } = await addPriced(500, "SEK");
    const { id: newer } = await addPriced(500, "JPY");
    const there = await editor().read((tx) => openItem(tx, id));
    if (!there) throw new Error("The item is there.");
    const copies = there.draft.copies.map((copy) => ({ ...copy, currency: "NOK" }));
    await editor().write((tx) => saveDraft(tx, id, { ...there.draft, copies }, there.version));
    expect(await last()).toBe("NOK");
    await editor().write((tx) => trashItem(tx, id));
    expect(await last()).toBe("JPY");
    await editor().write((tx) => trashItem(tx, newer));
  });
});
