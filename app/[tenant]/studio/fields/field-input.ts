import { z } from "zod";
import {
  FIELD_OWNERS,
  FIELD_TYPES,
  foldedName,
  LONGEST_OWN,
  MOST_OWN,
  SEEN_BY,
} from "@/db/tenant/own";
import { line } from "@/server/items/typed-text";

/** The choices of a field as its form gives them: each with what it was called before, null for a new one. */
const ChoicesSchema = z
  .array(
    z.strictObject({
      was: z.string().max(LONGEST_OWN.choice).nullable(),
      now: line(LONGEST_OWN.choice),
    }),
  )
  .max(MOST_OWN.choices, `A list holds up to ${MOST_OWN.choices} choices.`)
  .transform((choices) => choices.filter(({ now }) => now))
  .refine(
    (choices) => new Set(choices.map(({ now }) => foldedName(now))).size === choices.length,
    "Two choices are called the same.",
  );

const shared = {
  label: line(LONGEST_OWN.label).pipe(z.string().min(1, "Give it a name.")),
  seenBy: z.enum(SEEN_BY),
  group: line(LONGEST_OWN.group),
  unit: line(LONGEST_OWN.unit),
  choices: ChoicesSchema,
};

const needsChoices = ({ type, choices }: { type: string; choices: readonly unknown[] }) =>
  !type.startsWith("choice") || choices.length > 0;
const CHOICES_MISSING = { message: "List what can be chosen.", path: ["choices"] };

/** A field as its form gives it. */
export const FieldInputSchema = z
  .strictObject({ ...shared, type: z.enum(FIELD_TYPES), of: z.enum(FIELD_OWNERS) })
  .refine(needsChoices, CHOICES_MISSING);

export type FieldInput = z.input<typeof FieldInputSchema>;

/** What a form says of a field whatever its type is. */
export function sharedOf({ label, group, seenBy, unit }: z.output<typeof FieldInputSchema>) {
  return { label, group, seenBy, unit };
}

/** Texts of a form's list, in their order, and which of them are renamed. */
export function choicesOf(choices: readonly { was: string | null; now: string }[]) {
  return {
    choices: choices.map(({ now }) => now),
    renamed: Object.fromEntries(
      choices.flatMap(({ was, now }) => (was !== null && was !== now ? [[was, now]] : [])),
    ),
  };
}
