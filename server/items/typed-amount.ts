import { z } from "zod";
import { readMoney } from "@/base/values/money";

/** An amount as it is typed; it is read with the currency that stands beside it. */
export const AmountSchema = z.string().max(40, "An amount is shorter than this.");

export const CurrencySchema = z.string().regex(/^[A-Z]{3}$/, "Choose a currency.");

/**
 * What `superRefine` takes to refuse amounts that can't be read with the object's `currency`. It does so also where other
 * fields are wrong, so that all is said at once.
 * @param keys of the amounts
 * @param missing what is said of an amount that has to be there
 */
export function unreadAmounts(keys: readonly string[], missing?: string) {
  const refuse = (typed: Readonly<Record<string, unknown>>, context: z.core.$RefinementCtx) => {
    for (const key of keys) {
      const read = readMoney(String(typed[key]), String(typed.currency));
      const problem = read.ok ? read.minor === null && missing : read.problem;
      if (problem) context.addIssue({ code: "custom", message: problem, path: [key] });
    }
  };
  const when = ({ value }: { readonly value: unknown }) => {
    const typed = Object(value);
    const isAmount = (key: string) => AmountSchema.safeParse(typed[key]).success;
    return CurrencySchema.safeParse(typed.currency).success && keys.every(isAmount);
  };
  return [refuse, { when }] as const;
}
