import { z } from "zod";

/** What a site may be called. */
export const NameSchema = z
  .string()
  .trim()
  .min(1, "Give the site a name.")
  .max(80, "Keep the name to 80 letters.")
  .refine(
    (name) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(name),
    "This name has characters that cannot be shown.",
  );
