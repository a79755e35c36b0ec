import { z } from "zod";
import { addressOf } from "@/base/env";
import { log } from "@/base/log";
import { hashEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { findWindow, type Window } from "@/db/platform/queries/maintenance";
import { listConcerned } from "@/db/platform/queries/tenant-windows";
import { findTenantById } from "@/db/platform/queries/tenants";
import {
  claimLetter,
  type Letter,
  listWritten,
  settleLetter,
} from "@/db/platform/queries/window-letters";
import { openScope } from "@/db/scope";
import { listMembers } from "@/db/tenant/queries/members";
import { getSite } from "@/db/tenant/queries/site";
import { calledOffLetter, maintenanceLetter } from "@/server/mail/maintenance";
import { deliver } from "@/server/mail/post";
import { componentOf, isComponent } from "@/server/status/components";
import { kindOf } from "./operation";

/**
 * Writes to the owners whom a window concerns. Notes each letter before it sends it, so that a worker killed in
 * between leaves one letter unsent rather than one sent twice. Tries again after a refusal of the mail server,
 * and when a site's database is away.
 */
export const announce = kindOf({
  input: z.object({ window: z.uuid(), kind: z.enum(["announced", "called off"]) }),
  attempts: 20,
  async run({ input, step, progress, signal }) {
    const window = await platform.read((tx) => findWindow(tx, input.window));
    if (!window || (input.kind === "announced" && isPast(window))) return;
    await step("Writing to owners", async () => {
      const [tenants, written, announced] = await platform.read((tx) =>
        Promise.all([
          listConcerned(tx, window),
          listWritten(tx, window.id, input.kind),
          listWritten(tx, window.id, "announced"),
        ]),
      );
      const done = new Set(written.map(keyIn(window)));
      const told = new Set(announced.map(keyIn(window)));
      const missed: unknown[] = [];
      for (const [nth, tenantId] of tenants.entries()) {
        signal.throwIfAborted();
        await writeTo(tenantId).catch((error: unknown) => {
          missed.push(error);
          log.warn({ err: error, tenant: tenantId }, "owners not written to");
        });
        await progress(nth + 1, tenants.length);
      }
      if (missed.length > 0)
        throw new Error(`${missed.length} of ${tenants.length} sites could not be written to yet.`);

      async function writeTo(tenantId: string): Promise<void> {
        const tenant = await platform.read((tx) => findTenantById(tx, tenantId));
        if (!tenant || !window) return;
        const scope = openScope(tenant, { kind: "system", reason: "maintenance" });
        const [site, members] = await scope.read((tx) =>
          Promise.all([getSite(tx), listMembers(tx)]),
        );
        for (const { email, role } of members) {
          const emailHash = hashEmail(email);
          const key = keyIn(window)({ tenantId, emailHash });
          if (role !== "owner" || done.has(key)) continue;
          // Only owners who got the announcement get the cancellation.
          if (input.kind === "called off" && !told.has(key)) continue;
          await send({ windowId: window.id, tenantId, emailHash, kind: input.kind }, email, {
            site: window.concerns === "all" ? null : site.name,
            url:
              window.concerns === "all"
                ? addressOf(null, "/status")
                : addressOf(tenant.slug, "/studio"),
            window,
          });
          done.add(key);
        }
      }
    });
  },
});

function isPast(window: Window): boolean {
  return window.endedAt !== null || window.endsAt <= new Date();
}

/**
 * An owner of several sites gets one letter about a window of everyone, and one for each site about any other
 * window.
 */
function keyIn(window: Window) {
  return ({ tenantId, emailHash }: Pick<Letter, "tenantId" | "emailHash">) =>
    window.concerns === "all" ? emailHash : `${tenantId} ${emailHash}`;
}

async function send(
  letter: Letter,
  email: string,
  { site, url, window }: { site: string | null; url: string; window: Window },
): Promise<void> {
  if (!(await platform.write((tx) => claimLetter(tx, letter)))) return;
  const { beginsAt, endsAt, text } = window;
  const components = window.components.filter(isComponent).map((id) => componentOf(id).name);
  const words =
    letter.kind === "announced"
      ? maintenanceLetter({ site, beginsAt, endsAt, text, components, url })
      : calledOffLetter({ site, beginsAt, url });
  try {
    await deliver(email, words);
  } catch (error) {
    await platform.write((tx) => settleLetter(tx, letter, false));
    throw error;
  }
  await platform.write((tx) => settleLetter(tx, letter, true));
}
