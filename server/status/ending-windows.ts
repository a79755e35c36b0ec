import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { endWindow, findWindow } from "@/db/platform/queries/maintenance";
import { findTenantById } from "@/db/platform/queries/tenants";
import { inWords, orderLetters } from "./letter-orders";
import { forgetStatus } from "./snapshot";
import { phaseOf } from "./view-shapes";

/**
 * Ends a window now. A window that has not begun is called off, and owners who got its letter get another.
 * @throws Refusal where it is over or not there
 */
export async function endEarly({
  id,
  by,
}: {
  id: string;
  by: string;
}): Promise<"called off" | "over"> {
  const ended = await platform.write(async (tx) => {
    const window = await endWindow(tx, id);
    if (!window) {
      const there = await findWindow(tx, id);
      throw there
        ? new Refusal("This maintenance is over already.", { status: 409 })
        : new Refusal("There is no such maintenance.", { status: 404 });
    }
    const phase = phaseOf(window, new Date());
    const calledOff = phase === "called off";
    const tenant = window.tenantId ? await findTenantById(tx, window.tenantId) : null;
    if (calledOff) await orderLetters(tx, id, "called off", by);
    await addAuditLine(tx, {
      actor: by,
      action: calledOff ? "called maintenance off" : "ended maintenance early",
      ...(tenant && { tenantId: tenant.id, slug: tenant.slug }),
      reason: window.text.slice(0, 500),
      detail: { from: inWords(window.beginsAt), to: inWords(window.endsAt) },
    });
    return calledOff ? "called off" : "over";
  });
  forgetStatus();
  return ended;
}
