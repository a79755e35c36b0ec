import { and, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { PlatformReadTx, PlatformWriteTx } from "../door";
import { operators } from "../schema";
import { endOperatorTokens } from "./operator-links";

/** A person of the platform with the second factor; `secret` is encrypted. */
export type Operator = typeof operators.$inferSelect;

/** The operator with this address, or null before the first sign-in. @param email in lower case */
export async function findOperator(tx: PlatformReadTx, email: string): Promise<Operator | null> {
  const [row] = await tx.select().from(operators).where(eq(operators.email, email));
  return row ?? null;
}

/**
 * Stores a secret for enrolment, unless the operator has enrolled already.
 * @param secret encrypted
 */
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
 * Makes the secret valid, after a correct code of this time step.
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

/**
 * Uses a time step up, so that of two codes of the same step only the first is accepted.
 * @returns whether this one is
 */
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
