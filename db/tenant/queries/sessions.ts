import { and, eq, gt, lt, ne, or, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { oneTimeTokens, sessions } from "../schema";
import { askable } from "./text";

/** Signs a browser in. @param expiresAt when it must sign in again */
export async function addSession(
  tx: WriteTx,
  session: { tokenHash: string; memberId: string; expiresAt: Date },
): Promise<void> {
  await tx.delete(sessions).where(lt(sessions.expiresAt, sql`now()`));
  await tx.insert(sessions).values(session);
}

export async function findSession(
  tx: ReadTx,
  tokenHash: string,
): Promise<{ memberId: string; expiresAt: Date } | null> {
  const [row] = await tx
    .select({ memberId: sessions.memberId, expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`)));
  return row ?? null;
}

/** Moves the end of a live session; one that is over stays over. */
export async function prolongSession(
  tx: WriteTx,
  tokenHash: string,
  expiresAt: Date,
): Promise<void> {
  await tx
    .update(sessions)
    .set({ expiresAt })
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, sql`now()`)));
}

export async function endSession(tx: WriteTx, tokenHash: string): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash));
}

/**
 * Ends a member's other sessions.
 * @returns how many there were
 */
export async function endOtherSessions(
  tx: WriteTx,
  memberId: string,
  thisTokenHash: string,
): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.memberId, memberId),
        ne(sessions.tokenHash, thisTokenHash),
        gt(sessions.expiresAt, sql`now()`),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

/** Signs everyone out everywhere. */
export async function endAllSessions(tx: WriteTx): Promise<void> {
  await tx.delete(sessions);
}

/** Keeps a one-time token. @param identifier what it is for: an e-mail address, or `hand-over:<member>` */
export async function addOneTimeToken(
  tx: WriteTx,
  token: { identifier: string; tokenHash: string; expiresAt: Date },
): Promise<void> {
  await tx.delete(oneTimeTokens).where(lt(oneTimeTokens.expiresAt, sql`now()`));
  await tx.insert(oneTimeTokens).values({ ...token, identifier: askable(token.identifier) });
}

/** Uses a one-time token up: of two at once exactly one gets it. Null when it no longer counts. */
export async function takeOneTimeToken(
  tx: WriteTx,
  token: { identifier: string; tokenHash: string },
): Promise<{ expiresAt: Date } | null> {
  const [row] = await tx
    .delete(oneTimeTokens)
    .where(
      and(
        eq(oneTimeTokens.identifier, askable(token.identifier)),
        eq(oneTimeTokens.tokenHash, token.tokenHash),
        gt(oneTimeTokens.expiresAt, sql`now()`),
      ),
    )
    .returning({ expiresAt: oneTimeTokens.expiresAt });
  return row ?? null;
}

/**
 * Uses up a one-time token made for a member and a purpose; its identifier is `purpose:member`.
 * @returns the member's id, or null when the token no longer counts
 */
export async function takeOneTimeTokenByPurpose(
  tx: WriteTx,
  purpose: string,
  tokenHash: string,
): Promise<string | null> {
  const [row] = await tx
    .delete(oneTimeTokens)
    .where(
      and(
        eq(oneTimeTokens.tokenHash, tokenHash),
        sql`starts_with(${oneTimeTokens.identifier}, ${`${purpose}:`})`,
        gt(oneTimeTokens.expiresAt, sql`now()`),
      ),
    )
    .returning({ identifier: oneTimeTokens.identifier });
  return row ? row.identifier.slice(purpose.length + 1) : null;
}

/**
 * Whether a one-time token still counts, without using it up.
 * @param purpose what it is for: an e-mail address, or the purpose that stands before its member
 */
export async function hasOneTimeToken(
  tx: ReadTx,
  purpose: string,
  tokenHash: string,
): Promise<boolean> {
  const rows = await tx
    .select({ id: oneTimeTokens.id })
    .from(oneTimeTokens)
    .where(
      and(
        eq(oneTimeTokens.tokenHash, tokenHash),
        or(
          eq(oneTimeTokens.identifier, askable(purpose)),
          sql`starts_with(${oneTimeTokens.identifier}, ${askable(`${purpose}:`)})`,
        ),
        gt(oneTimeTokens.expiresAt, sql`now()`),
      ),
    );
  return rows.length > 0;
}
