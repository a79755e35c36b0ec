import { Refusal } from "@/base/refusal";
import { hashAttempt } from "@/base/tokens";
import { waitInWords } from "@/base/wait";
import { directory } from "@/db/platform/directory";
import { type Rate, takeAttempt } from "@/db/platform/queries/rates";

/** What is limited, and for whom it is counted: a client's address, a member, an e-mail address. */
export interface Attempt {
  readonly kind: string;
  readonly subject: string;
  readonly rate: Rate;
}

/** How often a member may change the site. Bursts by hand stay below it, loops do not. */
export const MEMBER_RATE: Rate = { limit: 240, seconds: 60 };

/**
 * How many one-time links are mailed to one address. The count ends with the first link, so that while it lasts one
 * that was mailed still counts, and nobody locks a person out by asking in their name.
 * @param minutes how long a link counts
 */
export function linksAtOnce(minutes: number): Rate {
  return { limit: 5, seconds: minutes * 60 };
}

/**
 * Counts attempts in the platform's database. All are counted, also if one is over its limit.
 * @throws Refusal (429) if one is
 */
export async function countAttempts(...attempts: Attempt[]): Promise<void> {
  const wait = await waitFor(attempts);
  if (wait > 0)
    throw new Refusal(`That was too often. Try again in ${waitInWords(wait)}.`, {
      status: 429,
      retryAfter: wait,
    });
}

/** Counts an attempt about which nobody is told. @returns whether it is within its limit */
export async function mayAttempt(attempt: Attempt): Promise<boolean> {
  return (await secondsToWait(attempt)) === 0;
}

/** Counts an attempt. @returns whole seconds until it may pass, 0 where it does now */
export async function secondsToWait(attempt: Attempt): Promise<number> {
  return waitFor([attempt]);
}

/** Counts each. @returns the seconds until all of them may pass, 0 where they do now */
async function waitFor(attempts: readonly Attempt[]): Promise<number> {
  return directory.write(async (tx) => {
    let wait = 0;
    for (const { kind, subject, rate } of attempts)
      wait = Math.max(wait, await takeAttempt(tx, hashAttempt(kind, subject), rate));
    return wait;
  });
}
