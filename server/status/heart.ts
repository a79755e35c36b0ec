import { env } from "@/base/env";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { forgetInstances, noteInstance } from "@/db/platform/queries/instances";
import { noteMissed } from "./missed";
import { FORGOTTEN } from "./process-checks";
import { answersItself } from "./self-answer";
import { readStatus, tellStatus } from "./snapshot";
import { minuteOf, watch } from "./watch";

/** How often a web process says that it lives, in milliseconds. */
const BEAT = 15_000;

/** After how long without a look by the worker a web process looks itself, in milliseconds. */
const TAKES_OVER = 150_000;

/** For how many minutes at most a process remembers that the platform's database was away. */
const REMEMBERED = 2 * 24 * 60;

/**
 * Reports regularly that this web process answers; takes the watch over when the worker stops looking; and
 * remembers the minutes in which it could note nothing because the platform's database was away.
 */
export function startHeart(): { stop(): Promise<void> } {
  const missed = new Set<number>();
  let beating = beat(missed);
  const timer = setInterval(() => {
    beating = beating.then(() => beat(missed));
  }, BEAT);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await beating;
      const { instance } = env();
      await platform
        .write((tx) => forgetInstances(tx, { kind: "web", name: instance }))
        .catch(() => {});
    },
  };
}

/** One beat. @param missed minutes not noted yet, as milliseconds since 1970 */
export async function beat(
  missed: Set<number>,
  { answers = answersItself, now = () => new Date() } = {},
): Promise<void> {
  try {
    const { instance, VERSION } = env();
    const well = await answers();
    await platform.write(async (tx) => {
      if (well && !isFrozen())
        await noteInstance(tx, { name: instance, kind: "web", version: VERSION });
      await forgetInstances(tx, { minutes: FORGOTTEN });
    });
    await noteMissed(missed);
    const { snapshot } = await readStatus();
    const newest = snapshot?.watchedAt?.getTime() ?? 0;
    const worked = snapshot?.samples.find(({ component }) => component === "jobs")?.state;
    // After it has taken over, it looks each minute, as the worker would.
    const patience = worked === "down" ? 60_000 : TAKES_OVER;
    if (newest > 0 && now().getTime() - newest >= patience) {
      await watch(null, now());
      await readStatus();
    }
  } catch (error) {
    missed.add(minuteOf(now()).getTime());
    const [oldest] = missed;
    if (missed.size > REMEMBERED && oldest !== undefined) missed.delete(oldest);
    await tellStatus();
    log.warn({ err: error }, "this process could not say that it lives");
  }
}

/** A function on AWS Lambda is frozen between requests, so its silence means nothing. */
function isFrozen(): boolean {
  return process.env.AWS_LAMBDA_RUNTIME_API !== undefined;
}
