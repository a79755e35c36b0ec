"use server";

import { after } from "next/server";
import { z } from "zod";
import { countAttempts, linksAtOnce, mayAttempt } from "@/server/access/rate";
import { post } from "@/server/mail/post";
import { halfwayAction, signInAction } from "@/server/operator/action";
import { enrolledLetter, operatorLetter } from "@/server/operator/letters";
import { giveCode } from "@/server/operator/second-factor";
import { isListed } from "@/server/operator/session";
import { enter, LINK_MINUTES, makeOperatorLink } from "@/server/operator/sign-in";

/** Mails a link to an address that OPERATORS lists. The answer and its timing are the same for every address. */
export const askForLink = signInAction({
  name: "link",
  input: z.strictObject({
    email: z
      .string({ error: "Write your e-mail address." })
      .trim()
      .toLowerCase()
      .max(254, "This address is too long.")
      .pipe(z.email("Write the whole address, such as you@example.org.")),
  }),
  rate: { limit: 20, seconds: 3600 },
  touches: false,
  run: async ({ input: { email }, request }) => {
    after(async () => {
      if (!isListed(email)) return;
      const rate = linksAtOnce(LINK_MINUTES);
      if (!(await mayAttempt({ kind: "operator link of", subject: email, rate }))) return;
      const url = await makeOperatorLink(email);
      await post(email, operatorLetter({ url, minutes: LINK_MINUTES }), { requestId: request.id });
    });
    return { to: email };
  },
});

/**
 * Uses a mailed link up. The page asks for a click first, so that a program that opens links in mail does not
 * use it up.
 */
export const followLink = signInAction({
  name: "enter",
  input: z.strictObject({ token: z.string().min(20).max(200) }),
  rate: { limit: 30, seconds: 900 },
  touches: false,
  run: ({ input }) => enter(input.token),
});

/** Takes the six digits; attempts are counted for the person and for the client's address. */
export const sendCode = halfwayAction({
  name: "code",
  input: z.strictObject({
    code: z
      .string()
      .transform((text) => text.replace(/[\s-]/g, ""))
      .pipe(z.string().regex(/^\d{6}$/, "Type the six digits that your authenticator shows.")),
  }),
  rate: { limit: 6, seconds: 900 },
  touches: false,
  run: async ({ visit, input, request }) => {
    await countAttempts({
      kind: "operator code from",
      subject: request.client,
      rate: { limit: 20, seconds: 900 },
    });
    const { enrolled } = await giveCode(visit, input.code);
    if (enrolled) after(() => post(visit.email, enrolledLetter(), { requestId: request.id }));
  },
});
