import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { operatorTokens } from "../schema";

/** Keeps a one-time link, or a session that has yet to give its code. */
export async function addOperatorToken(
  tx: PlatformWriteTx,
  token: {
    readonly tokenHash: string;
    readonly email: string;
    readonly kind: "link" | "session";
    readonly minutes: number;
  },
): Promise<void> {
  await tx.delete(operatorTokens).where(lt(operatorTokens.expiresAt, sql`now()`));
  const { minutes, ...rest } = token;
  await tx
    .insert(operatorTokens)
    .values({ ...rest, expiresAt: sql`now() + make_interval(mins => ${minutes})` });
}

/** Whether a one-time link still counts, without using it up. */
export async function hasOperatorLink(tx: PlatformReadTx, tokenHash: string): Promise<boolean> {
  const rows = await tx
    .select({ email: operatorTokens.email })
    .from(operatorTokens)
    .where(liveLink(tokenHash));
  return rows.length > 0;
}

/** Uses a one-time link up: of two at once one gets it. @returns whose it was, or null */
export async function takeOperatorLink(
  tx: PlatformWriteTx,
  tokenHash: string,
): Promise<string | null> {
  const [row] = await tx
    .delete(operatorTokens)
    .where(liveLink(tokenHash))
    .returning({ email: operatorTokens.email });
  return row?.email ?? null;
}

/** Ends every session and link of an operator. @returns how many there were */
export async function endOperatorTokens(tx: PlatformWriteTx, email: string): Promise<number> {
  const gone = await tx
    .delete(operatorTokens)
    .where(eq(operatorTokens.email, email))
    .returning({ kind: operatorTokens.kind });
  return gone.length;
}

function liveLink(tokenHash: string) {
  return and(
    eq(operatorTokens.tokenHash, tokenHash),
    eq(operatorTokens.kind, "link"),
    gt(operatorTokens.expiresAt, sql`now()`),
  );
}
