import { Refusal } from "@/base/refusal";
import { platform } from "@/db/platform/door";
import { addAuditLine } from "@/db/platform/queries/audit";
import { findDatabase } from "@/db/platform/queries/databases";
import { addWindow, endWindow, findWindow, type Window } from "@/db/platform/queries/maintenance";
import { orderOperation } from "@/db/platform/queries/operations";
import { findTenant, findTenantById } from "@/db/platform/queries/tenants";
import type { ComponentId } from "./components";
import { forgetStatus } from "./snapshot";
import { phaseOf } from "./view";

/** The kind of operation that writes to owners. */
const ANNOUNCE = "announce";

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

/** The longest window, and how far ahead one is announced, in milliseconds. */
const LONGEST = 14 * 86_400_000;
const AHEAD = 180 * 86_400_000;

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

/**
 * Ends a window now. One that has not begun is called off, and whoever was written to hears of it.
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

type Tx = Parameters<typeof addWindow>[0];

async function orderLetters(
  tx: Tx,
  window: string,
  kind: "announced" | "called off",
  by: string,
): Promise<void> {
  await orderOperation(tx, {
    kind: ANNOUNCE,
    input: { window, kind },
    exclusive: false,
    orderedBy: by,
  });
}

async function targetOf(
  tx: Tx,
  { concerns, name }: Announcement,
): Promise<{ databaseId: string | null; tenantId: string | null }> {
  if (concerns === "all") return { databaseId: null, tenantId: null };
  if (concerns === "database") {
    const database = await findDatabase(tx, name);
    if (!database)
      throw about("name", `There is no database ${name}. Copy its name from Databases.`);
    return { databaseId: database.id, tenantId: null };
  }
  const tenant = await findTenant(tx, name);
  if (!tenant)
    throw about("name", `There is no site ${name}. Write its name as it is in its address.`);
  return { databaseId: null, tenantId: tenant.id };
}

function refuseTimes({ beginsAt, endsAt }: Announcement, now: Date): void {
  if (endsAt <= beginsAt) throw about("endsAt", "It ends before it begins. Choose a later end.");
  if (endsAt <= now) throw about("endsAt", "This is over already. Choose an end that is to come.");
  if (endsAt.getTime() - beginsAt.getTime() > LONGEST)
    throw about("endsAt", "Announce at most 14 days at a time.");
  if (beginsAt.getTime() - now.getTime() > AHEAD)
    throw about("beginsAt", "Announce it at most 180 days ahead.");
}

/** `2026-11-24 14:30 UTC`. */
function inWords(moment: Date): string {
  return `${moment.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

function about(field: string, sentence: string): Refusal {
  return new Refusal(sentence, { status: 400, fields: { [field]: sentence } });
}
