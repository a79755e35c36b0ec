import { and, eq } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { windowLetters } from "../status-schema";
import { now } from "./standing-windows";

export type Letter = Omit<typeof windowLetters.$inferSelect, "sentAt">;

/** Ids of the tenants of whose owners none got a letter about this. */
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

/** Notes that the mail server took a letter, or that it certainly did not; then the letter may be sent again. */
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
