import { z } from "zod";
import { readPartialDate } from "@/components/studio/values/partial-date";

/** Reads a whole day as typed: a rate is that of one, and a loan begins on one. Postgres has no year 0. */
function readDay(
  typed: string,
):
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: string } {
  const read = readPartialDate(typed);
  if (!read.ok) return { ok: false, problem: read.problem };
  if (/^(?!0000)\d{4}-\d\d-\d\d$/.test(read.value)) return { ok: true, value: read.value };
  return { ok: false, problem: "Write the whole day, such as 1 November 2026." };
}

/** A whole day as it is typed in a form, as YYYY-MM-DD. */
export const DaySchema = z
  .string()
  .max(60, "A date is shorter than this.")
  .transform((typed, context) => {
    const read = readDay(typed);
    if (read.ok) return read.value;
    context.addIssue({ code: "custom", message: read.problem });
    return z.NEVER;
  });
