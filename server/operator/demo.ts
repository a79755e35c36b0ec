import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { findOperator } from "@/db/platform/queries/operators";
import { secretOf } from "./second-factor";
import { isListed } from "./session";
import { makeOperatorLink } from "./sign-in";
import { codeOf } from "./totp";

/** The code that an operator's authenticator shows now; null outside the demo and before the first link. */
export async function codeForDemo(email: string): Promise<string | null> {
  if (!env().DEMO) return null;
  const operator = await platform.read((tx) => findOperator(tx, email));
  return operator && codeOf(secretOf(operator));
}

/**
 * A one-time link to the console, for the demo, where no mail is sent.
 * @throws Error outside the demo, and for who is not listed
 */
export async function linkForDemo(email: string): Promise<string> {
  if (!env().DEMO) throw new Error("Links are made without mail in the demo only (DEMO=1).");
  if (!isListed(email)) throw new Error(`${email} is not listed in OPERATORS.`);
  return makeOperatorLink(email);
}
