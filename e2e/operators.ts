import type { BrowserContext } from "playwright/test";
import { env } from "@/base/env";
import { hashToken, makeToken } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import { addOperatorToken } from "@/db/platform/queries/operator-links";
import { raiseSession } from "@/db/platform/queries/operator-sessions";
import { operators } from "@/db/platform/schema";
import { OPERATOR_COOKIE } from "@/server/operator/cookie";
import { at } from "./addresses";

/** The operator whom the demo lists. */
export const OPERATOR = env().OPERATORS[0] ?? "";

/** A session of an operator as the cookie that carries it, `name=value`. */
export async function operatorSession(secondFactor = true): Promise<string> {
  const [half, whole] = [makeToken(), makeToken()];
  await platform.write(async (tx) => {
    await addOperatorToken(tx, {
      tokenHash: hashToken(half),
      email: OPERATOR,
      kind: "session",
      minutes: 10,
    });
    if (secondFactor) await raiseSession(tx, { from: hashToken(half), to: hashToken(whole) });
  });
  return `${OPERATOR_COOKIE}=${secondFactor ? whole : half}`;
}

/** Signs an operator in without the mail and the code, for tests of what comes after. */
export async function signInOperator(context: BrowserContext): Promise<void> {
  const [name = "", value = ""] = (await operatorSession()).split("=");
  const url = at("operator").replace("http:", "https:");
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Strict" }]);
}

/** Forgets the operator's authenticator, so that the next sign-in sets one up; who is signed in stays so. */
export async function forgetAuthenticator(): Promise<void> {
  await platform.write((tx) => tx.delete(operators));
}
