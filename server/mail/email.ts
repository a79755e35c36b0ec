import { z } from "zod";
import { normalEmail } from "@/base/tokens";
import { isMailAddress } from "@/server/mail";

/** An address that a letter can be sent to, in lower case. */
export const EmailSchema = z
  .string({ error: "Write your e-mail address." })
  .max(254, "An e-mail address has at most 254 characters.")
  .transform(normalEmail)
  .superRefine((email, context) => {
    const problem = emailProblem(email);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

function emailProblem(email: string): string | null {
  if (email === "") return "Write your e-mail address.";
  const signs = email.split("@").length - 1;
  if (signs === 0) return "An @ is missing in this address.";
  if (signs > 1) return "This address has more than one @.";
  return isMailAddress(email) ? null : "No letter can be sent to this address. Is it whole?";
}
