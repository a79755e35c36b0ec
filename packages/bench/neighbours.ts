import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { env } from "@/base/env";
import { generateTenants } from "@/db/seed/generator";
import { prepareTenantDatabase } from "@/db/setup";
import type { Figure } from "./figures";
import type { Ground } from "./ground";
import { type Answer, ask, quantile } from "./load";

/** Each round measures both sides in turn; the figure compares all requests of one side with all of the other. */
const ROUNDS = 6;

/** Requests of one site in one round, and the milliseconds between them. */
const REQUESTS = 120;
const BETWEEN = 15;

const CONNECTIONS = 200;

/** What the others of a process notice when one own database takes no connections. */
export async function measureDown(ground: Ground): Promise<Figure[]> {
  const down = await makeOwn(ground, "down", 20);
  const quiet = await makeOwn(ground, "quiet", 1000);
  const server = await ground.start();
  const admin = postgres(ground.adminUrl, { max: 1, onnotice: () => {} });
  const others = [quiet, ground.few.slug];
  const round = async () => {
    const [ofDown, ...ofOthers] = await Promise.all(
      [down.slug, ...others.map((one) => (typeof one === "string" ? one : one.slug))].map((slug) =>
        visit(server.port, slug),
      ),
    );
    const failed = ofOthers.flat().filter(({ status }) => status !== 200).length;
    return { down: ofDown ?? [], others: ofOthers.flat(), failed };
  };
  try {
    await round();
    const sides: [Answer[], Answer[]] = [[], []];
    const wrong: string[] = [];
    for (let at = 0; at < ROUNDS; at++) {
      const before = await round();
      await admin.unsafe(`alter database ${down.database} allow_connections false`);
      await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ${down.database}`;
      const during = await round();
      await admin.unsafe(`alter database ${down.database} allow_connections true`);
      sides[0].push(...before.others);
      sides[1].push(...during.others);
      if (during.failed > 0) wrong.push(`${during.failed} requests of others failed`);
      const told = during.down.every(
        ({ status, headers, body }) =>
          status === 503 && headers["retry-after"] && body.includes(`${down.slug} is away`),
      );
      if (!told) wrong.push("the one that is down did not answer 503 in its name each time");
      if (!(await heals(server.port, down.slug))) wrong.push("it did not heal");
    }
    const [before, during] = sides.map(p99Of);
    const ratio = (during ?? Number.NaN) / (before ?? Number.NaN);
    return [
      {
        what: "one own database down: p99 of the others ÷ before",
        value: [
          `${ratio.toFixed(2)} (${during?.toFixed(1)} ÷ ${before?.toFixed(1)} ms)`,
          ...new Set(wrong),
        ].join(", "),
        bar: "≤ 1.2",
        met: ratio <= 1.2 && wrong.length === 0,
      },
    ];
  } finally {
    await admin.end();
    await server.stop();
  }
}

/** What a quiet site notices when another one is asked over 200 connections at once. */
export async function measureFlood(ground: Ground): Promise<Figure[]> {
  const quiet = await makeOwn(ground, "calm", 1000);
  const figures: Figure[] = [];
  for (const [kind, megabytes] of [
    ["kept pages", "64"],
    ["pages rendered anew", "0"],
  ] as const) {
    const server = await ground.start({ PAGE_CACHE_MB: megabytes });
    try {
      await visit(server.port, quiet.slug);
      const sides: [Answer[], Answer[]] = [[], []];
      const met = new Map<string, number>();
      let hasty = 0;
      for (let at = 0; at < ROUNDS; at++) {
        sides[0].push(...(await visit(server.port, quiet.slug)));
        const flood = await startFlood(server.port, `${ground.few.slug}.localhost`);
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

async function makeOwn(ground: Ground, prefix: string, items: number) {
  const { DATABASE_PREFIX, SECRET } = env();
  const database = `${DATABASE_PREFIX}_own_${prefix}`;
  const installation = { adminUrl: ground.adminUrl, prefix: DATABASE_PREFIX, secret: SECRET };
  await prepareTenantDatabase(installation, database, "own", ground.report);
  const [tenant] = await generateTenants({ tenants: 1, items, prefix, databaseName: database });
  if (!tenant) throw new Error("The generator made no tenant.");
  return { slug: tenant.slug, database };
}

/** One visitor who asks for the shelf again and again, with a pause between. */
async function visit(port: number, slug: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < REQUESTS; at++) {
    answers.push(await ask({ port, host: `${slug}.localhost` }));
    await pause(BETWEEN);
  }
  return answers;
}

function p99Of(answers: readonly Answer[]): number {
  return quantile(
    answers.map(({ ms }) => ms),
    0.99,
  );
}

async function heals(port: number, slug: string): Promise<boolean> {
  for (const until = Date.now() + 5000; Date.now() < until; await pause(50))
    if ((await ask({ port, host: `${slug}.localhost` })).status === 200) return true;
  return false;
}

interface Flooded {
  readonly statuses: Record<string, number>;
  readonly hasty: number;
}

async function startFlood(port: number, host: string) {
  const program = join(import.meta.dirname, "flood-program.ts");
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, String(port), host, String(CONNECTIONS)],
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
