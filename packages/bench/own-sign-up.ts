import { setTimeout as pause } from "node:timers/promises";
import type { DatabaseKind } from "@/db/platform/states";
import type { Figure } from "./figures";
import { ask, quantile } from "./load";
import { enter, sendSignUp } from "./sign-up";
import type { Testbed } from "./testbed";

const SIGN_UPS = 40;

/** From sending the form for a database of one's own to the first 200 of the new site, with and without a spare. */
export async function measureOwnSignUp(testbed: Testbed): Promise<Figure[]> {
  const spares = await measure(testbed, { SPARES: "4", WORKER: "inside" }, async (port) => {
    const pool: number[] = [];
    const own: number[] = [];
    for (let index = 0; index < SIGN_UPS; index++) {
      // In turns, so that what disturbs one side disturbs the other.
      pool.push(await signUp(port, `spared-pool-${index}`, "pool"));
      own.push(await withSpare(port, `spared-own-${index}`));
    }
    return { pool, own };
  });
  const made = await measure(testbed, { SPARES: "0", WORKER: "inside" }, async (port) => {
    const own: number[] = [];
    // Uses up the spares first.
    while (
      (await sendSignUp(port, `used-up-${own.length}-${Date.now()}`, "own")).path.startsWith(
        "/welcome",
      )
    );
    for (let index = 0; index < SIGN_UPS; index++)
      own.push(await signUp(port, `made-own-${index}`, "own"));
    return own;
  });
  const [own, pool, without] = [spares.own, spares.pool, made].map((times) =>
    quantile(times, 0.95),
  );
  const p50 = (times: readonly number[]) => Math.round(quantile(times, 0.5));
  if (own === undefined || pool === undefined || without === undefined) return [];
  return [
    {
      what: `sign-up with an own database and a spare: request to first 200, p95 of ${SIGN_UPS}`,
      value: `${Math.round(own)} ms (p50 ${p50(spares.own)} ms)`,
      bar: "≤ 300 ms",
      met: own <= 300,
    },
    {
      what: `the same without a spare, p95 of ${SIGN_UPS}`,
      value: `${Math.round(without)} ms (p50 ${p50(made)} ms)`,
      bar: "≤ 3 s",
      met: without <= 3000,
    },
    {
      what: "sign-up with an own database and a spare ÷ in the pool, p95, in turns",
      value: `${(own / pool).toFixed(2)} (pool ${Math.round(pool)} ms)`,
      bar: "≤ 2",
      met: own / pool <= 2,
    },
  ];
}

async function measure<T>(
  testbed: Testbed,
  env: Record<string, string>,
  work: (port: number) => Promise<T>,
): Promise<T> {
  const server = await testbed.start(env);
  try {
    // The first ones warm up, and the worker makes its template and the spares.
    for (let index = 0; index < 5; index++) {
      await signUp(server.port, `warm-${server.port}-${index}`, "pool");
      await signUp(server.port, `warm-own-${server.port}-${index}`, "own");
    }
    return await work(server.port);
  } finally {
    await server.stop();
  }
}

/** A sign-up with a spare. If no spare was ready, waits for that sign-up to end and does not count it. */
async function withSpare(port: number, name: string): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    // Real visitors leave the worker time to make the next spare, so this pauses too.
    await pause(250);
    const founded = await sendSignUp(port, `${name}-${attempt}`, "own");
    if (founded.path.startsWith("/welcome"))
      return founded.ms + (await enter(port, `${name}-${attempt}`, founded.path));
  }
  throw new Error("No spare stood ready in 50 attempts.");
}

async function signUp(port: number, name: string, placement: DatabaseKind): Promise<number> {
  const sent = await sendSignUp(port, name, placement);
  const answered = performance.now();
  let { path } = sent;
  while (path.startsWith("/coming")) {
    const told = await ask({ port, host: "localhost", path: path.replace("?", "/progress?") });
    const birth: unknown = JSON.parse(told.body.toString());
    const entrance =
      typeof birth === "object" && birth && "entrance" in birth ? birth.entrance : null;
    if (typeof entrance === "string") path = new URL(entrance).pathname + new URL(entrance).search;
    else await pause(50);
  }
  await enter(port, name, path);
  return sent.ms + performance.now() - answered;
}
