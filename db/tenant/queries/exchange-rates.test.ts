import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { exchangeRates } from "../value-schema";
import { keepExchangeRate, listExchangeRates } from "./exchange-rates";

describeTwins("exchange rates", (twins) => {
  const owner = () => twins().ours.as("owner");
  const keep = (rate: Partial<Parameters<typeof keepExchangeRate>[1]> = {}) => {
    const whole = { id: randomUUID(), from: "USD", to: "EUR", day: "2024-06-03", rate: "0.9" };
    return owner().write((tx) => keepExchangeRate(tx, { ...whole, ...rate }));
  };
  const kept = () => owner().read(listExchangeRates);

  test("of one day replace each other, and a request that is sent again with another day moves", async () => {
    const id = randomUUID();
    await keep({ rate: "0.8" });
    await keep({ id });
    expect((await kept()).map(({ day, rate }) => [day, rate])).toEqual([["2024-06-03", "0.9"]]);
    await keep({ id, day: "2024-06-04" });
    await keep({ id, day: "2024-06-05" });
    expect((await kept()).filter((one) => one.id === id).map(({ day }) => day)).toEqual([
      "2024-06-05",
    ]);
    expect(await twins().theirs.as("owner").read(listExchangeRates)).toEqual([]);
  });

  test("of a day to come are refused with what was likely meant, and nothing is kept", async () => {
    const before = await kept();
    const year = new Date().getUTCFullYear();
    const refusedWith = (day: string) => ({
      status: 422,
      fields: { day: expect.stringMatching(day) },
    });
    await expect(keep({ day: `${year + 5}-02-01` })).rejects.toMatchObject(
      refusedWith("^This day is still to come\\. Is the year right\\?$"),
    );
    // A year of the calendar of Thailand.
    await expect(keep({ day: `${year - 2 + 543}-02-01` })).rejects.toMatchObject(
      refusedWith(`^This day is still to come\\. Was it ${year - 2}\\?$`),
    );
    expect(await kept()).toEqual(before);
  });

  test("of a day that is there are still replaced where there are as many as there may be", async () => {
    const there = (await kept()).length;
    const days = Array.from({ length: 500 - there }, (_, at) =>
      new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10),
    );
    const rows = days.map((day) => ({ fromCurrency: "GBP", toCurrency: "EUR", day, rate: "1.2" }));
    await owner().write((tx) => tx.insert(exchangeRates).values(rows));
    await keep({ from: "GBP", day: "2020-01-01", rate: "1.3" });
    await expect(keep({ from: "GBP", day: "2019-01-01" })).rejects.toMatchObject({ status: 409 });
    expect(await kept()).toHaveLength(500);
  });
});
