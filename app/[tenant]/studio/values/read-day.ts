import { z } from "zod";
import { NO_WHOLE_DAY, readWholeDay } from "@/base/values/whole-day";

/** A whole day as it is typed in a form, as YYYY-MM-DD: a rate is that of one, and a loan begins on one. */
export const DaySchema = z
  .string()
  .max(60, "A date is shorter than this.")
  .transform((typed, context) => {
    const read = readWholeDay(typed);
    if (read.ok && read.value !== "") return read.value;
    context.addIssue({ code: "custom", message: read.ok ? NO_WHOLE_DAY : read.problem });
    return z.NEVER;
  });
