"use server";

import { z } from "zod";
import { readNumber } from "@/base/values/number";
import { keepExchangeRate, removeExchangeRate } from "@/db/tenant/queries/exchange-rates";
import {
  addObservation,
  changeObservation,
  removeObservation,
} from "@/db/tenant/queries/observations";
import { action } from "@/server/action";
import { ObservationSchema } from "./observation-input";
import { DaySchema } from "./read-day";

const IdSchema = z.uuid("This value is not there any more.");

/** Notes a value of an item under the id that the browser gave it, so that a repeated request notes one. */
export const noteValue = action({
  name: "note value",
  by: "editor",
  input: z.strictObject({
    item: z.uuid("There is no such item."),
    id: IdSchema,
    value: ObservationSchema,
  }),
  run: ({ scope, input: { item, id, value } }) =>
    scope.write(async (tx) => {
      await addObservation(tx, item, { id, ...value });
      return { changeSet: tx.changeSet };
    }),
});

export const changeValue = action({
  name: "change value",
  by: "editor",
  input: z.strictObject({ id: IdSchema, value: ObservationSchema }),
  run: ({ scope, input: { id, value } }) =>
    scope.write(async (tx) => {
      await changeObservation(tx, { id, ...value });
      return { changeSet: tx.changeSet };
    }),
});

export const removeValue = action({
  name: "remove value",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await removeObservation(tx, input.id);
      return { changeSet: tx.changeSet };
    }),
});

const code = z.string().regex(/^[A-Z]{3}$/, "Choose a currency.");

const rate = z
  .string()
  .max(40, "A rate is shorter than this.")
  .transform((typed, context) => {
    // A rate of thousands has no point before its last three digits, so these are decimals.
    const read = readNumber(/^\s*\d+\.\d{3}\s*$/.test(typed) ? `${typed.trim()}0` : typed, "");
    const problem = read.ok ? problemOfRate(read.value) : read.problem;
    if (problem === null && read.ok) return read.value;
    context.addIssue({ code: "custom", message: problem ?? "" });
    return z.NEVER;
  });

function problemOfRate(value: string): string | null {
  const [whole = "", decimals = ""] = value.split(".");
  if (!(Number(value) > 0)) return "A rate is above zero.";
  if (whole.length <= 10 && decimals.length <= 10) return null;
  return "A rate has up to ten digits before its point and ten behind it.";
}

/** Keeps what one unit of a currency was in another on a day. */
export const keepRate = action({
  name: "keep exchange rate",
  by: "owner",
  input: z
    .strictObject({ id: IdSchema, from: code, to: code, day: DaySchema, rate })
    .refine(({ from, to }) => from !== to, {
      path: ["to"],
      message: "Choose another currency than the first.",
    }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await keepExchangeRate(tx, input);
      return { changeSet: tx.changeSet };
    }),
});

export const removeRate = action({
  name: "remove exchange rate",
  by: "owner",
  input: z.strictObject({ id: z.uuid("There is no such rate.") }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await removeExchangeRate(tx, input.id);
      return { changeSet: tx.changeSet };
    }),
});
