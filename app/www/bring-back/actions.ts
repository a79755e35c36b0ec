"use server";

import { z } from "zod";
import { addressOf } from "@/base/env";
import { type Outcome, publicAction } from "@/server/action";
import { bringBackByLink } from "@/server/life/link";

/** Brings a deleted site back. @returns where its owner signs in */
export async function bringBack(
  _before: Outcome<{ signIn: string }> | null,
  form: FormData,
): Promise<Outcome<{ signIn: string }>> {
  return bring(form);
}

const bring = publicAction({
  name: "bring back",
  on: "www",
  input: z.strictObject({ token: z.string().max(200, "This link is not whole.") }),
  rate: { limit: 30, seconds: 3600 },
  async run({ input }) {
    const { slug } = await bringBackByLink(input.token);
    return { signIn: addressOf(slug, "/sign-in") };
  },
});
