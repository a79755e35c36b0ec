import { z } from "zod";
import { tooLong } from "@/base/values/too-long";
import { LONGEST_MESSAGE, LONGEST_SENDER } from "@/db/tenant/message";
import { EmailSchema } from "@/server/mail/email";

/** A field that people don't see and programs fill in. */
export const TRAP = "homepage";

const MOST_LINKS = 3;
const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;

/** Line ends as one, and nothing that neither ends a line nor can be seen as a letter. */
function cleaned(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();
}

/** What a visitor typed: any script, and text alone. */
export const MessageSchema = z.strictObject({
  name: z
    .string()
    .transform((name) => cleaned(name).replace(/\s+/gu, " "))
    .pipe(z.string().max(LONGEST_SENDER, { error: ({ input }) => longer(input, LONGEST_SENDER) })),
  email: EmailSchema,
  text: z
    .string()
    .transform(cleaned)
    .pipe(
      z
        .string()
        .min(1, "Write what you would like to say.")
        .max(LONGEST_MESSAGE, { error: ({ input }) => longer(input, LONGEST_MESSAGE) }),
    )
    .superRefine((text, context) => {
      const problem = linkProblem(text);
      if (problem) context.addIssue({ code: "custom", message: problem });
    }),
  [TRAP]: z
    .string()
    .max(
      0,
      "A field that nobody sees was filled in, as programs do. It is empty again: send it once more.",
    )
    .default(""),
});

export type Typed = z.output<typeof MessageSchema>;

function longer(input: unknown, most: number): string | undefined {
  return tooLong(String(input), most);
}

/** Why a text is not taken for its links, in a sentence, or null: a message is words, of which some may be links. */
function linkProblem(text: string): string | null {
  const links = text.match(LINK) ?? [];
  if (links.length > MOST_LINKS) return `Keep it to ${MOST_LINKS} links.`;
  const letters = text.replace(LINK, "").match(/\p{L}/gu) ?? [];
  if (links.length > 0 && letters.length < 10)
    return "Say in a few words what the link is about. Links alone are not sent.";
  return null;
}
