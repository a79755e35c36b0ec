import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Figure } from "./figures";
import type { Answer } from "./load";
import { makeOwn, p99Of, ROUNDS, visit } from "./neighbours";
import type { Testbed } from "./testbed";

const CONNECTIONS = 200;

/** What is asked for, and how much the process keeps. */
const FLOODS: readonly (readonly [kind: string, megabytes: string, paths: readonly string[]])[] = [
  ["kept pages", "64", ["/"]],
  ["pages rendered anew", "0", ["/"]],
  [
    "every other path in turns",
    "64",
    [
      "/?q=bear{n}",
      "/items/nothing-{n}",
      "/plush/nothing-{n}",
      "/plush/item?v={n}",
      "/feed.xml?{n}",
      "/nothing/{n}",
      "/_next/static/../../?{n}",
      "/_next/static/%2e%2e/nothing-{n}",
      "/_next/static/chunks/nothing-{n}.js",
      "/_static/../feed.xml",
      "/photos/nothing/{n}",
      "/sign-in?{n}",
      "/studio/items?{n}",
      "/api/auth/session?{n}",
      "/items/%E0%A4%A",
    ],
  ],
];

/** Measures what a quiet site notices while another site is asked over 200 connections at once. */
export async function measureFlood(testbed: Testbed): Promise<Figure[]> {
  const quiet = await makeOwn(testbed, "calm", 1000);
  const figures: Figure[] = [];
  for (const [kind, megabytes, paths] of FLOODS) {
    const server = await testbed.start({ PAGE_CACHE_MB: megabytes });
    try {
      await visit(server.port, quiet.slug);
      const sides: [Answer[], Answer[]] = [[], []];
      const met = new Map<string, number>();
      let hasty = 0;
      for (let at = 0; at < ROUNDS; at++) {
        sides[0].push(...(await visit(server.port, quiet.slug)));
        const flood = await startFlood(server.port, `${testbed.few.slug}.localhost`, paths);
        const during = await visit(server.port, quiet.slug);
        const end = await flood.stop();
        sides[1].push(...during);
        hasty += end.hasty;
        for (const [status, count] of Object.entries(end.statuses))
          met.set(status, (met.get(status) ?? 0) + count);
        for (const { status } of during) if (status !== 200) hasty++;
      }
      const [alone, flooded] = sides.map(p99Of);
      const ratio = (flooded ?? Number.NaN) / (alone ?? Number.NaN);
      const refused = met.get("429") ?? 0;
      const said = [...met].map(([status, count]) => `${count} × ${status}`).join(", ");
      figures.push({
        what: `one tenant floods (${CONNECTIONS} connections), ${kind}: p99 of a quiet one ÷ alone; the flooder's answers`,
        value: `${ratio.toFixed(2)} (${flooded?.toFixed(1)} ÷ ${alone?.toFixed(1)} ms); ${said}${hasty > 0 ? `; ${hasty} without Retry-After or of the quiet one failed` : ""}`,
        bar: "≤ 2, 429 with Retry-After",
        met: ratio <= 2 && refused > 0 && hasty === 0,
      });
    } finally {
      await server.stop();
    }
  }
  return figures;
}

interface Flooded {
  readonly statuses: Record<string, number>;
  readonly hasty: number;
}

async function startFlood(port: number, host: string, paths: readonly string[]) {
  const program = join(import.meta.dirname, "flood-program.ts");
  const child = spawn(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      program,
      String(port),
      host,
      String(CONNECTIONS),
      ...paths,
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let said = "";
  child.stdout.on("data", (text) => {
    said += text;
  });
  // Until its connections are open and the first refusals are out.
  await pause(1000);
  return {
    async stop(): Promise<Flooded> {
      const ended = once(child, "close");
      child.kill("SIGTERM");
      await ended;
      return JSON.parse(said);
    },
  };
}
