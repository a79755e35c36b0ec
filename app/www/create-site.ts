import { after } from "next/server";
import { z } from "zod";
import { addressOf } from "@/base/env";
import { hashEmail } from "@/base/tokens";
import { DATABASE_KINDS } from "@/db/platform/states";
import { countAttempts } from "@/server/access/rate";
import { publicAction } from "@/server/action";
import { createTenant } from "@/server/life/birth";
import { askName } from "@/server/life/names";
import { EmailSchema } from "@/server/mail/email";
import { confirmLetter } from "@/server/mail/letters";
import { post } from "@/server/mail/post";
import { PRESET_IDS } from "@/themes/skin";

/** Makes a site and signs its founder up. @throws Refusal */
export const createSite = publicAction({
  name: "sign-up",
  on: "www",
  input: z.strictObject({
    name: z
      .string({ error: "Choose a name for the site." })
      .max(100, "Use at most 40 characters.")
      .transform((name) => name.trim().toLowerCase()),
    email: EmailSchema,
    preset: z.enum(PRESET_IDS, { error: "Choose one of the skins." }),
    placement: z
      .enum(DATABASE_KINDS, { error: "Choose one of the two databases." })
      .default("pool"),
  }),
  rate: { limit: 10, seconds: 3600 },
  async run({ input, request }) {
    // A taken name is refused below in any case, so it does not use up one of the address's attempts.
    if ((await askName(input.name)).free) await countFounding(input.email);
    const birth = await createTenant(input);
    if (birth.kind === "coming") {
      const link = { operation: birth.operationId, token: birth.handOver };
      return { open: false, url: addressOf(null, `/coming?${new URLSearchParams(link)}`) };
    }
    const { tenant, handOver, confirmation } = birth;
    const url = addressOf(tenant.slug, `/confirm?token=${confirmation}`);
    after(() =>
      post(input.email, confirmLetter({ site: tenant.slug, url }), {
        requestId: request.id,
        tenant: tenant.id,
      }),
    );
    return { open: true, url: addressOf(tenant.slug, `/welcome?token=${handOver}`) };
  },
});

function countFounding(email: string): Promise<void> {
  return countAttempts({
    kind: "sign-up address",
    subject: hashEmail(email),
    rate: { limit: 5, seconds: 24 * 3600 },
  });
}
