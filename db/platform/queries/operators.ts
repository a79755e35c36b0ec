import { and, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { operators, operatorTokens } from "../schema";

/** A person of the platform with the second factor; `secret` is encrypted. */
export type Operator = typeof operators.$inferSelect;

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

/** The operator with this address, or null before the first sign-in. @param email in lower case */
export async function findOperator(tx: PlatformReadTx, email: string): Promise<Operator | null> {
  const [row] = await tx.select().from(operators).where(eq(operators.email, email));
  return row ?? null;
}

/** Keeps a secret to enrol with; one that was enrolled stays. @param secret encrypted */
export async function offerSecret(
  tx: PlatformWriteTx,
  email: string,
  secret: string,
): Promise<void> {
  await tx
    .insert(operators)
    .values({ email, secret })
    .onConflictDoUpdate({
      target: operators.email,
      set: { secret },
      setWhere: isNull(operators.enrolledAt),
    });
}

/**
 * Counts the secret from now on: a code of it was shown, of this time step.
 * @returns false when another was enrolled or offered meanwhile
 */
export async function enrol(
  tx: PlatformWriteTx,
  { email, secret }: Operator,
  step: number,
): Promise<boolean> {
  const rows = await tx
    .update(operators)
    .set({ enrolledAt: sql`now()`, lastStep: step })
    .where(
      and(eq(operators.email, email), eq(operators.secret, secret), isNull(operators.enrolledAt)),
    )
    .returning({ email: operators.email });
  return rows.length > 0;
}

/** Uses a time step up: of two codes of the same step one counts. @returns whether this one does */
export async function takeStep(tx: PlatformWriteTx, email: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(operators)
    .set({ lastStep: step })
    .where(
      and(
        eq(operators.email, email),
        lt(operators.lastStep, step),
        isNotNull(operators.enrolledAt),
      ),
    )
    .returning({ email: operators.email });
  return rows.length > 0;
}

/** Forgets the second factor and ends every session: the next sign-in enrols anew. */
export async function forgetOperator(tx: PlatformWriteTx, email: string): Promise<boolean> {
  await endOperatorTokens(tx, email);
  const rows = await tx
    .delete(operators)
    .where(eq(operators.email, email))
    .returning({ email: operators.email });
  return rows.length > 0;
}

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
export async function findOperatorLink(tx: PlatformReadTx, tokenHash: string): Promise<boolean> {
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

function liveSession(tokenHash: string) {
  return and(
    eq(operatorTokens.tokenHash, tokenHash),
    eq(operatorTokens.kind, "session"),
    gt(operatorTokens.expiresAt, sql`now()`),
  );
}
