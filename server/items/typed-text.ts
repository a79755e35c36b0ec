import { z } from "zod";
import { tooLong } from "@/base/values/too-long";

/** One line of text, trimmed. @param most letters */
export const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most, { error: ({ input }) => tooLong(String(input), most) })
    .refine((text) => !/\p{Cc}/u.test(text), "This has characters that cannot be shown.");

/** Text of several lines, trimmed, its lines ended alike. @param most letters */
export const prose = (most: number) =>
  z
    .string()
    .max(most, { error: ({ input }) => tooLong(String(input), most) })
    .refine((text) => !text.includes("\u0000"), "This has characters that cannot be shown.")
    .transform((text) => text.replace(/\r\n?/g, "\n").trim());
