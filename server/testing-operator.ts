import { sql } from "drizzle-orm";
import { vi } from "vitest";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { directory } from "@/db/platform/directory";
import { platform } from "@/db/platform/door";
import { findOperator } from "@/db/platform/queries/operators";
import { operators, operatorTokens, rates } from "@/db/platform/schema";
import { OPERATOR_COOKIE } from "@/server/operator/cookie";
import { giveCode, secretOf } from "@/server/operator/second-factor";
import { findOperatorVisit } from "@/server/operator/session";
import { enter, makeOperatorLink } from "@/server/operator/sign-in";
import { codeOf } from "@/server/operator/totp";
import { nextHeaders, type Sent, send } from "@/server/testing";

const HOST = "operator.localhost:3000";

/** The operator that is listed. */
export const ANN = "ann@swingtag.example";

/** Before each test: nobody has ever signed in, and a time step has half of its time to go. */
export async function beginAnew(): Promise<void> {
  // The middle of a time step, so that no test runs into the next one.
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 });
  vi.spyOn(log, "info").mockImplementation(() => {});
  vi.spyOn(log, "error").mockImplementation(() => {});
  env().OPERATORS.splice(0, env().OPERATORS.length, ANN);
  await platform.write(async (tx) => {
    await tx.delete(operatorTokens);
    await tx.delete(operators);
  });
  await directory.write((tx) => tx.delete(rates));
  await at({}, "");
}

/** The session that the browser holds; empty where it holds none. */
export const cookie = async () => (await nextHeaders.cookies()).get(OPERATOR_COOKIE)?.value ?? "";

/** Asks from the console's own host from now on. @param token another session than the one held */
export const at = async (change: Partial<Sent> = {}, token?: string) => {
  const held = token ?? (await cookie());
  send({ host: HOST, origin: `http://${HOST}`, ...change });
  (await nextHeaders.cookies()).set(OPERATOR_COOKIE, held);
};

/** Who is there. @throws Error when nobody is */
export const visit = async () => {
  const found = await findOperatorVisit();
  if (!found) throw new Error("Nobody is there.");
  return found;
};

/** The token in a link. */
export const tokenOf = (link: string) => new URL(link).searchParams.get("token") ?? "";

/** Makes a link and follows it. */
export const follow = async (email = ANN) => enter(tokenOf(await makeOperatorLink(email)));

/** The secret of the authenticator, in plain. */
export const secret = async () => {
  const operator = await platform.read((tx) => findOperator(tx, ANN));
  if (!operator) throw new Error("The operator has followed a link.");
  return secretOf(operator);
};

/** Its code. @param steps of half a minute from now */
export const code = async (steps = 0) => codeOf(await secret(), Date.now() + steps * 30_000);

/** Signs in with both factors. */
export const signIn = async () => {
  await follow();
  await giveCode(await visit(), await code(-1));
};

/** Makes every link and session older. */
export const age = (by: string) =>
  platform.write((tx) =>
    tx.update(operatorTokens).set({
      createdAt: sql`created_at - ${by}::interval`,
      expiresAt: sql`expires_at - ${by}::interval`,
    }),
  );
