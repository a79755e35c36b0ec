import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { databases, tenants } from "../schema";
import { maintenanceWindows, windowLetters } from "../status-schema";

/** Announced maintenance. */
export type Window = typeof maintenanceWindows.$inferSelect;

/** As an operator sees it. */
export interface ListedWindow extends Window {
  readonly databaseName: string | null;
  readonly slug: string | null;
  /** Owners whom the mail server took a letter for, and those of whom nobody knows. */
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

const now = sql`now()`;
const standing = isNull(maintenanceWindows.endedAt);
const begun = lte(maintenanceWindows.beginsAt, now);
const lasting = and(standing, gt(maintenanceWindows.endsAt, now));

/** A window that lasts now, and the database it is about; that of a tenant where it is the tenant's alone. */
export interface ActiveWindow {
  readonly id: string;
  readonly concerns: Window["concerns"];
  readonly components: readonly string[];
  readonly databaseId: string | null;
}

/** The windows that last now. */
export async function listActiveWindows(tx: PlatformReadTx): Promise<ActiveWindow[]> {
  return tx
    .select({
      id: maintenanceWindows.id,
      concerns: maintenanceWindows.concerns,
      components: maintenanceWindows.components,
      databaseId: sql<
        string | null
      >`coalesce(${maintenanceWindows.databaseId}, case when ${databases.kind} = 'own' then ${databases.id} end)`,
    })
    .from(maintenanceWindows)
    .leftJoin(tenants, eq(tenants.id, maintenanceWindows.tenantId))
    .leftJoin(databases, eq(databases.id, tenants.databaseId))
    .where(and(begun, lasting));
}

/** What everyone may read: windows of everyone, from 30 days ago to 60 ahead, the last first. */
export async function listPublicWindows(tx: PlatformReadTx): Promise<Window[]> {
  return tx
    .select()
    .from(maintenanceWindows)
    .where(
      and(
        eq(maintenanceWindows.concerns, "all"),
        gt(maintenanceWindows.endsAt, sql`now() - interval '30 days'`),
        lte(maintenanceWindows.beginsAt, sql`now() + interval '60 days'`),
      ),
    )
    .orderBy(desc(maintenanceWindows.beginsAt))
    .limit(30);
}

/** How many announced or lasting windows concern single databases or sites. */
export async function countOtherWindows(tx: PlatformReadTx): Promise<number> {
  return tx.$count(maintenanceWindows, and(ne(maintenanceWindows.concerns, "all"), lasting));
}

/**
 * What a tenant's people are told: windows of everyone, of the database they live in and of themselves, from 14
 * days before to 12 hours after. One that was called off is not told.
 */
export async function listWindowsOf(tx: PlatformReadTx, tenantId: string): Promise<Window[]> {
  const home = tx.select({ id: tenants.databaseId }).from(tenants).where(eq(tenants.id, tenantId));
  return tx
    .select()
    .from(maintenanceWindows)
    .where(
      and(
        or(
          eq(maintenanceWindows.concerns, "all"),
          inArray(maintenanceWindows.databaseId, home),
          eq(maintenanceWindows.tenantId, tenantId),
        ),
        lte(maintenanceWindows.beginsAt, sql`now() + interval '14 days'`),
        gt(
          sql`least(${maintenanceWindows.endsAt}, ${maintenanceWindows.endedAt})`,
          sql`now() - interval '12 hours'`,
        ),
        or(standing, gt(maintenanceWindows.endedAt, maintenanceWindows.beginsAt)),
      ),
    )
    .orderBy(asc(maintenanceWindows.beginsAt))
    .limit(5);
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

/** Ids of the active tenants a window concerns, in the order of their birth. */
export async function listConcerned(tx: PlatformReadTx, window: Window): Promise<string[]> {
  const whose = {
    all: undefined,
    database: eq(tenants.databaseId, window.databaseId ?? ""),
    tenant: eq(tenants.id, window.tenantId ?? ""),
  }[window.concerns];
  const rows = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(and(eq(tenants.state, "active"), isNotNull(tenants.confirmedAt), whose))
    .orderBy(asc(tenants.createdAt), asc(tenants.id));
  return rows.map(({ id }) => id);
}

export type Letter = Omit<typeof windowLetters.$inferSelect, "sentAt">;

/** Ids of the tenants of whose owners none was written to in this matter. */
export async function listWritten(
  tx: PlatformReadTx,
  windowId: string,
  kind: Letter["kind"],
): Promise<{ readonly tenantId: string; readonly emailHash: string }[]> {
  return tx
    .select({ tenantId: windowLetters.tenantId, emailHash: windowLetters.emailHash })
    .from(windowLetters)
    .where(and(eq(windowLetters.windowId, windowId), eq(windowLetters.kind, kind)));
}

/** Notes that a letter is about to leave. @returns false where one was noted: it is not sent again */
export async function claimLetter(tx: PlatformWriteTx, letter: Letter): Promise<boolean> {
  const rows = await tx
    .insert(windowLetters)
    .values(letter)
    .onConflictDoNothing()
    .returning({ windowId: windowLetters.windowId });
  return rows.length > 0;
}

/** Notes that the mail server took a letter, or that it certainly did not: then it is written again. */
export async function settleLetter(
  tx: PlatformWriteTx,
  letter: Letter,
  taken: boolean,
): Promise<void> {
  const one = and(
    eq(windowLetters.windowId, letter.windowId),
    eq(windowLetters.tenantId, letter.tenantId),
    eq(windowLetters.emailHash, letter.emailHash),
    eq(windowLetters.kind, letter.kind),
  );
  await (taken
    ? tx.update(windowLetters).set({ sentAt: now }).where(one)
    : tx.delete(windowLetters).where(one));
}
