import { Refusal } from "@/base/refusal";
import { findDatabase } from "@/db/platform/queries/databases";
import { findTenant } from "@/db/platform/queries/tenants";
import type { Tx } from "./letter-orders";
import type { Announcement } from "./windows";

/** Whom a window concerns, as ids. @throws Refusal where there is no such database or site */
export async function targetOf(
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

/** @throws Refusal where a window ends before it begins, is over, is too long or too far ahead */
export function refuseTimes({ beginsAt, endsAt }: Announcement, now: Date): void {
  if (endsAt <= beginsAt) throw about("endsAt", "It ends before it begins. Choose a later end.");
  if (endsAt <= now) throw about("endsAt", "This is over already. Choose an end that is to come.");
  if (endsAt.getTime() - beginsAt.getTime() > LONGEST)
    throw about("endsAt", "Announce at most 14 days at a time.");
  if (beginsAt.getTime() - now.getTime() > AHEAD)
    throw about("beginsAt", "Announce it at most 180 days ahead.");
}

function about(field: string, sentence: string): Refusal {
  return new Refusal(sentence, { status: 400, fields: { [field]: sentence } });
}

/** The longest window, and how far ahead one is announced, in milliseconds. */
const LONGEST = 14 * 86_400_000;

const AHEAD = 180 * 86_400_000;
