import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import type { Figure } from "./figures";
import { type Answer, ask } from "./load";
import { makeOwn, p99Of, ROUNDS, visit } from "./neighbours";
import type { Testbed } from "./testbed";

/** Measures what other sites notice while one own database takes no connections. */
export async function measureDown(testbed: Testbed): Promise<Figure[]> {
  const down = await makeOwn(testbed, "down", 20);
  const quiet = await makeOwn(testbed, "quiet", 1000);
  const server = await testbed.start();
  const admin = postgres(testbed.adminUrl, { max: 1, onnotice: () => {} });
  const others = [quiet, testbed.few.slug];
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

async function heals(port: number, slug: string): Promise<boolean> {
  for (const until = Date.now() + 5000; Date.now() < until; await pause(50))
    if ((await ask({ port, host: `${slug}.localhost` })).status === 200) return true;
  return false;
}
