import { z } from "zod";
import { tooLong } from "@/base/values/too-long";

/** What a site may be called. */
export const NameSchema = z
  .string()
  .trim()
  .min(1, "Give the site a name.")
  .max(80, { error: ({ input }) => tooLong(String(input), 80) })
  .refine(
    (name) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(name),
    "This name has characters that cannot be shown.",
  );

/** Whether what was typed is the site's name; spaces around and between its words do not count. */
export function sameName(typed: string, name: string): boolean {
  return plain(typed) === plain(name);
}

function plain(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
