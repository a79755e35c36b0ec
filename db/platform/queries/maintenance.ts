import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases, tenants } from "../schema";
import { maintenanceWindows, windowLetters } from "../status-schema";

/** Announced maintenance. */
export type Window = typeof maintenanceWindows.$inferSelect;

/** As an operator sees it. */
export interface ListedWindow extends Window {
  readonly databaseName: string | null;
  readonly slug: string | null;
  /** How many owners' letters the mail server took, and how many letters have an unknown outcome. */
  readonly written: number;
  readonly unknown: number;
}

/** Enters a window. @returns false where one of this id exists: the form was sent twice */
export async function addWindow(
  tx: PlatformWriteTx,
  window: Omit<Window, "endedAt" | "createdAt">,
): Promise<boolean> {
  const rows = await tx
    .insert(maintenanceWindows)
    .values(window)
    .onConflictDoNothing({ target: maintenanceWindows.id })
    .returning({ id: maintenanceWindows.id });
  return rows.length > 0;
}

/** Ends a window now, or calls it off. @returns it as it was, or null where it had ended or is not there */
export async function endWindow(tx: PlatformWriteTx, id: string): Promise<Window | null> {
  const [row] = await tx
    .update(maintenanceWindows)
    .set({ endedAt: sql`now()` })
    .where(
      and(
        eq(maintenanceWindows.id, id),
        isNull(maintenanceWindows.endedAt),
        gt(maintenanceWindows.endsAt, sql`now()`),
      ),
    )
    .returning();
  return row ?? null;
}

/** The window with this id, or null. */
export async function findWindow(tx: PlatformReadTx, id: string): Promise<Window | null> {
  const [row] = await tx.select().from(maintenanceWindows).where(eq(maintenanceWindows.id, id));
  return row ?? null;
}

/** For operators: every window, the last first. */
export async function listWindows(tx: PlatformReadTx, limit = 60): Promise<ListedWindow[]> {
  const letters = (which: "sent" | "unknown") =>
    sql<number>`(select count(distinct email_hash) from ${windowLetters} where ${windowLetters.windowId} = ${maintenanceWindows.id} and ${windowLetters.kind} = 'announced' and ${windowLetters.sentAt} is ${sql.raw(which === "sent" ? "not null" : "null")})`.mapWith(
      Number,
    );
  const rows = await tx
    .select({
      window: maintenanceWindows,
      databaseName: databases.name,
      slug: tenants.slug,
      written: letters("sent"),
      unknown: letters("unknown"),
    })
    .from(maintenanceWindows)
    .leftJoin(databases, eq(databases.id, maintenanceWindows.databaseId))
    .leftJoin(tenants, eq(tenants.id, maintenanceWindows.tenantId))
    .orderBy(desc(maintenanceWindows.beginsAt))
    .limit(limit);
  return rows.map(({ window, ...rest }) => ({ ...window, ...rest }));
}
