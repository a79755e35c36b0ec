import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { addWindow, type Window } from "@/db/platform/queries/maintenance";
import type { ComponentId } from "./components";
import { inWords, orderLetters } from "./letter-orders";
import { forgetStatus } from "./snapshot";
import { refuseTimes, targetOf } from "./window-terms";

/** What an operator announces. */
export interface Announcement {
  /** Comes with the form: the same form sent twice announces once. */
  readonly id: string;
  /** `operator NAME`. */
  readonly by: string;
  readonly components: readonly ComponentId[];
  readonly text: string;
  readonly concerns: Window["concerns"];
  /** A database's or a site's name, where it concerns that alone. */
  readonly name: string;
  readonly beginsAt: Date;
  readonly endsAt: Date;
}

/**
 * Announces maintenance and orders the letters to the owners concerned.
 * @returns false where this form was sent before
 * @throws Refusal with the field it is about
 */
export async function announce(given: Announcement, now = new Date()): Promise<boolean> {
  refuseTimes(given, now);
  const entered = await platform.write(async (tx) => {
    const found = await targetOf(tx, given);
    const { id, text, concerns, beginsAt, endsAt } = given;
    const components = [...given.components];
    const window = { id, components, text, concerns, beginsAt, endsAt };
    const place = { databaseId: found.databaseId, tenantId: found.tenantId };
    if (!(await addWindow(tx, { ...window, ...place }))) return false;
    await orderLetters(tx, id, "announced", given.by);
    await addAuditLine(tx, {
      actor: given.by,
      action: "announced maintenance",
      ...(found.tenantId && { tenantId: found.tenantId, slug: given.name }),
      reason: text.slice(0, 500),
      detail: {
        from: inWords(beginsAt),
        to: inWords(endsAt),
        concerns,
        name: given.name,
        components,
      },
    });
    return true;
  });
  forgetStatus();
  return entered;
}
