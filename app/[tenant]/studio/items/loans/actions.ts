"use server";

import { z } from "zod";
import {
  changeLoan as change,
  lendCopy as lend,
  giveBack as takeBack,
} from "@/db/tenant/queries/loans";
import { action } from "@/server/action";
import { AnyLoanValuesSchema, LoanValuesSchema } from "./loan-values";

const IdSchema = z.uuid("There is no such loan.");

/** Lends a copy under the id that the browser gave the loan, so that a repeated request lends once. */
export const lendCopy = action({
  name: "lend copy",
  by: "editor",
  input: LoanValuesSchema.extend({ id: IdSchema, copyId: z.uuid("There is no such copy.") }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => ({ ...(await lend(tx, input)), changeSet: tx.changeSet })),
});

/** Changes what is noted of a loan; of one that is back also the day on which it came. */
export const changeLoan = action({
  name: "change loan",
  by: "editor",
  input: AnyLoanValuesSchema.extend({ id: IdSchema }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await change(tx, { ...input, backOn: input.backOn ?? null });
      return { changeSet: tx.changeSet };
    }),
});

/** Notes that a copy is back. */
export const giveBack = action({
  name: "give back",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    backOn: z.iso.date("Write the day on which it came back."),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => ({ ...(await takeBack(tx, input)), changeSet: tx.changeSet })),
});
