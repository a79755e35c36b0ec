import { Refusal } from "@/base/refusal";
import { hashToken, makeToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { raiseSession } from "@/db/platform/queries/operator-sessions";
import { enrol, findOperator, type Operator, takeStep } from "@/db/platform/queries/operators";
import { type OperatorVisit, setCookie } from "./session";
import { decryptSecret, stepOf } from "./totp";

/**
 * Takes the second factor: enrols with the first code, and signs in.
 * @returns whether the second factor was set up just now
 * @throws Refusal when the code is wrong or was used before
 */
export async function giveCode(visit: OperatorVisit, code: string): Promise<{ enrolled: boolean }> {
  const operator = await platform.read((tx) => findOperator(tx, visit.email));
  const step = operator && stepOf(secretOf(operator), code);
  if (!operator || step === null) throw wrongCode();
  const token = makeToken();
  const enrolled = operator.enrolledAt === null;
  await platform.write(async (tx) => {
    const counts = enrolled
      ? await enrol(tx, operator, step)
      : await takeStep(tx, operator.email, step);
    if (!counts) throw wrongCode();
    const raised = await raiseSession(tx, { from: hashToken(visit.token), to: hashToken(token) });
    if (!raised) throw new Refusal("This took too long. Ask for a new link.", { status: 401 });
  });
  await setCookie(token);
  return { enrolled };
}

function wrongCode(): Refusal {
  const sentence = "This code does not count. Wait for the next one and type its six digits.";
  return new Refusal(sentence, { status: 403, fields: { code: sentence } });
}

/** The secret to show for enrolment, if this operator has never confirmed a code; else null. */
export async function secretToEnrol(visit: OperatorVisit): Promise<string | null> {
  const operator = await platform.read((tx) => findOperator(tx, visit.email));
  return operator && operator.enrolledAt === null ? secretOf(operator) : null;
}

/** @throws Error as `decryptSecret` */
export function secretOf(operator: Pick<Operator, "secret" | "email">): string {
  return decryptSecret(operator.secret, operator.email);
}
