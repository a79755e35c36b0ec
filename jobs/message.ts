import { z } from "zod";
import { addressOf } from "@/base/env";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { openScope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { findMessage, settleMessage } from "@/db/tenant/queries/messages";
import { getSite } from "@/db/tenant/queries/site";
import { MailFailure } from "@/server/mail";
import { messageLetter } from "@/server/mail/message-letter";
import { deliver } from "@/server/mail/post";
import { kindOf } from "./operation";

/**
 * Mails what a visitor wrote to each owner, and notes each one in the operation once the mail server has taken it. A worker
 * that is killed between the two mails that owner again under the same name, since a message that is lost is worse. What
 * can't be mailed says so in the studio, where it stands in any case.
 */
export const message = kindOf({
  input: z.object({ tenantId: z.uuid(), message: z.uuid() }),
  attempts: 25,
  pauses: true,
  async run({ input, memory, remember, step, signal }) {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (!tenant) return;
    const scope = openScope(tenant, { kind: "system", reason: "mail message" });
    const [found, site, members] = await scope.read((tx) =>
      Promise.all([findMessage(tx, input.message), getSite(tx), listMembers(tx)]),
    );
    if (!found || found.mailedAt) return;
    const owners = members.filter(({ role }) => role === "owner");
    const taken = new Set(z.array(z.string()).catch([]).parse(memory.taken));
    const url = addressOf(tenant.slug, "/studio/messages");
    const letter = messageLetter({ site: site.name, message: found, url });
    let refused: MailFailure | undefined;
    await step("Mailing it to owners", async () => {
      for (const { email } of owners) {
        signal.throwIfAborted();
        const key = hashEmail(email).slice(0, 16);
        if (taken.has(key)) continue;
        const name = `message-${input.message}-${key}`;
        try {
          await deliver(email, { ...letter, name });
        } catch (error) {
          // Of one who can't be mailed the others hear nothing.
          if (!isForGood(error)) throw error;
          refused = error;
          continue;
        }
        taken.add(key);
        await remember({ taken: [...taken] });
      }
    });
    const how = refused ? { unmailed: refused.message } : ({ mailed: true } as const);
    await scope.write((tx) => settleMessage(tx, input.message, how));
  },
  async undo({ input }, why) {
    const tenant = await platform.read((tx) => findTenantById(tx, input.tenantId));
    if (!tenant) return;
    const scope = openScope(tenant, { kind: "system", reason: "mail message" });
    await scope.write((tx) => settleMessage(tx, input.message, { unmailed: why }));
  },
});

/** Whether the mail server will refuse it again. */
function isForGood(error: unknown): error is MailFailure {
  return error instanceof MailFailure && (error.serverCode ?? 0) >= 500;
}
