import { randomUUID } from "node:crypto";
import { keepExchangeRate } from "@/db/tenant/queries/exchange-rates";
import { addObservation } from "@/db/tenant/queries/observations";
import type { Twin } from "@/db/testing";

/** Gives an item of a twin a value, its copies what that makes them worth, and its site an exchange rate. */
export async function addTestValue({ items, as }: Twin): Promise<void> {
  await as("owner").write(async (tx) => {
    await addObservation(tx, items.peanut ?? "", {
      ...{ id: randomUUID(), kind: "appraised", copyId: null, condition: "" },
      ...{ observed: "2024-06", source: "Ann Lee", currency: "EUR" },
      amount: Number.MAX_SAFE_INTEGER,
    });
    const rate = { from: "EUR", to: "USD", day: "2024-06-03", rate: "1.0912345678" };
    await keepExchangeRate(tx, { id: randomUUID(), ...rate });
  });
}
