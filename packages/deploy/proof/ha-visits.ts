import { get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { hostOf, SLUGS, type Slug } from "./ha-app";

/** How often each site is visited, in milliseconds. */
const BETWEEN = 200;

/** Visits both sites until it is ended, and notes when one answered with its page. */
export function visitAgainAndAgain(port: number) {
  const answered = new Map<Slug, number[]>(SLUGS.map((slug) => [slug, []]));
  let ended = false;
  const visiting = SLUGS.map(async (slug) => {
    while (!ended) {
      if ((await statusOf(port, hostOf(slug))) === 200) answered.get(slug)?.push(Date.now());
      await pause(BETWEEN);
    }
  });
  return {
    of: (slug: Slug): readonly number[] => answered.get(slug) ?? [],
    async end() {
      ended = true;
      await Promise.all(visiting);
    },
  };
}

function statusOf(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const request = get(
      { host: "127.0.0.1", port, path: "/", headers: { host: `${host}:${port}` }, agent: false },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? null));
        response.once("error", () => resolve(null));
      },
    );
    request.setTimeout(10_000, () => request.destroy());
    request.once("error", () => resolve(null));
  });
}

/**
 * The longest time around a moment in which nothing happened.
 * @param times when something happened, in order
 * @returns milliseconds from the last before the pause to the first after it
 */
export function gapAt(moment: number, times: readonly number[]): number {
  let longest = 0;
  for (const [at, time] of times.entries()) {
    const next = times[at + 1];
    if (next !== undefined && next >= moment) longest = Math.max(longest, next - time);
  }
  return longest;
}

/** @throws Error that names what was waited for when it did not happen in time */
export async function waitUntil(
  condition: () => Promise<boolean>,
  seconds: number,
  what: string,
  signal: AbortSignal,
): Promise<void> {
  for (const until = Date.now() + seconds * 1000; ; await pause(200, null, { signal })) {
    if (await condition()) return;
    if (Date.now() > until) throw new Error(`Waited ${seconds} s for ${what}, in vain.`);
  }
}
