import { and, eq, gt, isNotNull, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { operatorTokens } from "../schema";

/** A session of an operator, which counts as signed in once the second factor was given. */
export interface OperatorSession {
  readonly email: string;
  readonly secondFactorAt: Date | null;
  readonly expiresAt: Date;
}

/** How long a session lasts from its beginning, in seconds: 8 hours. */
const SESSION_SECONDS = 8 * 3600;

/** How long one lasts after it was last used, in seconds. */
const IDLE_SECONDS = 3600;

/** Replaces a session that has given its second factor by one under a new token, which lasts longer. */
export async function raiseSession(
  tx: PlatformWriteTx,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const [row] = await tx
    .delete(operatorTokens)
    .where(liveSession(from))
    .returning({ email: operatorTokens.email });
  if (!row) return false;
  await tx.insert(operatorTokens).values({
    tokenHash: to,
    email: row.email,
    kind: "session",
    secondFactorAt: sql`now()`,
    expiresAt: sql`now() + make_interval(secs => ${IDLE_SECONDS})`,
  });
  return true;
}

/** The live session with this token, or null. */
export async function findOperatorSession(
  tx: PlatformReadTx,
  tokenHash: string,
): Promise<OperatorSession | null> {
  const [row] = await tx
    .select({
      email: operatorTokens.email,
      secondFactorAt: operatorTokens.secondFactorAt,
      expiresAt: operatorTokens.expiresAt,
    })
    .from(operatorTokens)
    .where(liveSession(tokenHash));
  return row ?? null;
}

/** Moves the end of a session that is in use, never beyond the 8 hours from its beginning. */
export async function prolongOperatorSession(
  tx: PlatformWriteTx,
  tokenHash: string,
): Promise<void> {
  await tx
    .update(operatorTokens)
    .set({
      expiresAt: sql`least(now() + make_interval(secs => ${IDLE_SECONDS}), ${operatorTokens.createdAt} + make_interval(secs => ${SESSION_SECONDS}))`,
    })
    .where(and(liveSession(tokenHash), isNotNull(operatorTokens.secondFactorAt)));
}

export async function endOperatorSession(tx: PlatformWriteTx, tokenHash: string): Promise<void> {
  await tx.delete(operatorTokens).where(eq(operatorTokens.tokenHash, tokenHash));
}

function liveSession(tokenHash: string) {
  return and(
    eq(operatorTokens.tokenHash, tokenHash),
    eq(operatorTokens.kind, "session"),
    gt(operatorTokens.expiresAt, sql`now()`),
  );
}
