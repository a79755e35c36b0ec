import { addressOf } from "@/base/env";
import { Refusal } from "@/base/refusal";
import { hashToken, makeToken, normalEmail } from "@/base/tokens";
import { platform } from "@/db/platform/door";
import {
  addOperatorToken,
  hasOperatorLink,
  takeOperatorLink,
} from "@/db/platform/queries/operator-links";
import { offerSecret } from "@/db/platform/queries/operators";
import { isListed, setCookie } from "./session";
import { encryptSecret, makeSecret } from "./totp";

/** How long a sign-in link counts, in minutes. */
export const LINK_MINUTES = 15;

/** How long a link that was followed waits for its code, in minutes. */
const CODE_MINUTES = 10;

/** Makes the one-time link of an operator. It leads to a page that asks for one click: see `enter`. */
export async function makeOperatorLink(email: string): Promise<string> {
  const token = makeToken();
  await platform.write((tx) =>
    addOperatorToken(tx, {
      tokenHash: hashToken(token),
      email: normalEmail(email),
      kind: "link",
      minutes: LINK_MINUTES,
    }),
  );
  return addressOf("operator", `/enter?${new URLSearchParams({ token })}`);
}

/** Whether a link still counts, without using it up. */
export async function operatorLinkCounts(token: string): Promise<boolean> {
  return token.length <= 200 && platform.read((tx) => hasOperatorLink(tx, hashToken(token)));
}

/**
 * Uses a link up and begins a session that still needs its code. An operator who has not enrolled gets a new
 * secret each time, until a code confirms it.
 * @throws Refusal when the link does not count
 */
export async function enter(linkToken: string): Promise<void> {
  const token = makeToken();
  const entered = await platform.write(async (tx) => {
    const email = await takeOperatorLink(tx, hashToken(linkToken));
    if (!email || !isListed(email)) return false;
    await offerSecret(tx, email, encryptSecret(makeSecret(), email));
    await addOperatorToken(tx, {
      tokenHash: hashToken(token),
      email,
      kind: "session",
      minutes: CODE_MINUTES,
    });
    return true;
  });
  if (!entered)
    throw new Refusal("This link does not count any more. Ask for a new one.", { status: 409 });
  await setCookie(token);
}
