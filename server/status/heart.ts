import { get } from "node:http";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { platform } from "@/db/platform/door";
import { openIncident } from "@/db/platform/queries/incident-changes";
import { isIncidentBetween } from "@/db/platform/queries/incidents";
import { forgetInstances, noteInstance } from "@/db/platform/queries/instances";
import { addSamples } from "@/db/platform/queries/watching";
import { FORGOTTEN } from "./checks";
import { componentOf } from "./components";
import { readStatus, tellStatus } from "./snapshot";
import { OPENS_AFTER } from "./turn";
import { durationInWords, minuteOf, watch } from "./watch";
import { within } from "./within";

/** How often a web process says that it lives, in milliseconds. */
const BEAT = 15_000;

/** How long the web side waits for the worker's next look before it looks itself, in milliseconds. */
const TAKES_OVER = 150_000;

/** For how many minutes at most a process remembers that the platform's database was away. */
const REMEMBERED = 2 * 24 * 60;

/**
 * Keeps saying that this web process answers, notices when nobody watches any more, and remembers the minutes in
 * which nothing could be noted because the platform's database was away.
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
    // Once it has taken over it goes on each minute, as the worker would.
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

/** A function of AWS Lambda stands still between requests: its silence means nothing. */
function isFrozen(): boolean {
  return process.env.AWS_LAMBDA_RUNTIME_API !== undefined;
}

/**
 * Enters the minutes in which the platform's database was away, and an incident where they were several in a row.
 * Every web process remembers them; the first that is back enters them.
 */
async function noteMissed(missed: Set<number>): Promise<void> {
  if (missed.size === 0) return;
  const says = componentOf("platform").trouble;
  await platform.write(async (tx) => {
    const fresh = await addSamples(
      tx,
      [...missed].map((at) => ({
        component: "platform",
        at: new Date(at),
        state: "down" as const,
        affected: 1,
        total: 1,
        says: `${says}.`,
      })),
    );
    for (const run of runsOf(fresh.map(({ at }) => at.getTime()))) {
      const beganAt = new Date(run.from);
      const endedAt = new Date(run.to + 60_000);
      const minutes = Math.round((run.to - run.from) / 60_000) + 1;
      if (minutes < OPENS_AFTER || (await isIncidentBetween(tx, "platform", beganAt, endedAt)))
        continue;
      await openIncident(tx, {
        subject: "platform",
        components: ["platform"],
        title: says,
        automatic: true,
        state: "resolved",
        beganAt,
        endedAt,
        text: `It works again. It lasted ${durationInWords(minutes)}. Nothing could be noted meanwhile; this was entered afterwards.`,
      });
    }
  });
  missed.clear();
}

/** Minutes without a gap, as first and last of each run. */
function runsOf(minutes: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const minute of minutes.toSorted((one, other) => one - other)) {
    const last = runs.at(-1);
    if (last && minute - last.to <= 60_000) last.to = minute;
    else runs.push({ from: minute, to: minute });
  }
  return runs;
}

/** Whether this process serves, as it answers a load balancer over HTTP: no host's turn is taken for that. */
async function answersItself(): Promise<boolean> {
  const { PORT } = env();
  const asked = () =>
    new Promise<number>((resolve, reject) => {
      const asking = get({ host: "127.0.0.1", port: PORT, path: "/readyz" }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asking.setTimeout(5000, () => asking.destroy(new Error("No answer in time.")));
      asking.on("error", reject);
    });
  return within(5000, asked).then(
    (status) => status === 200,
    () => false,
  );
}
