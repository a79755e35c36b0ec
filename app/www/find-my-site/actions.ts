"use server";

import { after } from "next/server";
import { z } from "zod";
import { log } from "@/base/log";
import { Refusal } from "@/base/refusal";
import { hashEmail } from "@/base/tokens";
import { directoryAbout } from "@/db/platform/directory";
import { listOwned } from "@/db/platform/queries/tenants";
import { countAttempts } from "@/server/access/rate";
import { type Outcome, publicAction } from "@/server/action";
import { findEntrance } from "@/server/life/birth";
import { EmailSchema } from "@/server/mail/email";
import { findMySiteLetter } from "@/server/mail/letters";
import { post } from "@/server/mail/post";

export interface FindState {
  readonly typed: string;
  readonly outcome: Outcome<null> | null;
}

/** Answers every address alike; whether sites belong to it stands in the mail alone. */
export async function findMySite(_before: FindState, form: FormData): Promise<FindState> {
  const typed = form.get("email");
  return {
    typed: typeof typed === "string" ? typed.slice(0, 300) : "",
    outcome: await find(form),
  };
}

const find = publicAction({
  name: "find-my-site",
  on: "www",
  input: z.strictObject({ email: EmailSchema }),
  rate: { limit: 10, seconds: 3600 },
  async run({ input, request }) {
    // Runs after the response, so that the response time tells nothing about the address.
    after(() => writeTo(input.email, request.id));
    return null;
  },
});

async function writeTo(email: string, requestId: string): Promise<void> {
  const emailHash = hashEmail(email);
  try {
    await countAttempts({
      kind: "find-my-site address",
      subject: emailHash,
      rate: { limit: 3, seconds: 3600 },
    });
    const sites: { name: string; url: string }[] = [];
    const owned = await directoryAbout(emailHash).read((tx) => listOwned(tx, emailHash));
    for (const tenant of owned) {
      const url = await findEntrance(tenant, email);
      if (url) sites.push({ name: tenant.slug, url });
    }
    await post(email, findMySiteLetter({ sites }), { requestId });
  } catch (error) {
    if (error instanceof Refusal) return;
    log.error({ err: error, requestId }, "sites not looked up");
  }
}
