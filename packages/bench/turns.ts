import { Agent } from "node:http";
import { withDeadline } from "@/db/deadline";
import { type Ask, ask, quantile } from "./load";
import type { BenchServer } from "./server";
import type { Testbed } from "./testbed";

/** Each round measures all sides in turn, so that what the machine does meanwhile meets all of them. */
export const ROUNDS = 7;

/** One side of a comparison: what is asked of whom, and the status expected. */
export interface Side {
  readonly server: BenchServer;
  readonly ask: (index: number) => Omit<Ask, "port">;
  /** How many requests a round sends. */
  readonly count: number;
  readonly status?: number;
}

/** Milliseconds of processor time a request, of the app and of Postgres, in each round. */
export interface Spent {
  readonly app: readonly number[];
  readonly postgres: readonly number[];
}

/** Measures several sides in turns, each round one after the other; the first round only warms up. */
export async function inTurns<Name extends string>(
  testbed: Testbed,
  sides: Readonly<Record<Name, Side>>,
  rounds = ROUNDS,
): Promise<Record<Name, Spent>> {
  const names = Object.keys(sides) as Name[];
  const spent = Object.fromEntries(
    names.map((name) => [name, { app: [], postgres: [] }]),
  ) as unknown as Record<Name, { app: number[]; postgres: number[] }>;
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const { app, postgres } = await costOf(testbed, sides[name]);
      if (round === 0) continue;
      spent[name].app.push(app);
      spent[name].postgres.push(postgres);
    }
  return spent;
}

/** Processor time a request, of the app and of Postgres, in milliseconds. */
export async function costOf(testbed: Testbed, { server, ask: next, count, status = 200 }: Side) {
  const before = { app: server.cpu(), postgres: testbed.postgres() };
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  let index = 0;
  const lane = async () => {
    while (index < count) {
      const answer = await ask({ ...next(index++), port: server.port, agent });
      if (answer.status !== status) throw new Error(`A request got ${answer.status}.`);
    }
  };
  await Promise.all([lane(), lane()]);
  agent.destroy();
  return {
    app: (server.cpu() - before.app) / count,
    postgres: (testbed.postgres() - before.postgres) / count,
  };
}

/** A machine that is busy with other things takes long for what it does quickly alone. In milliseconds. */
export const PATIENCE = 600_000;

/** Milliseconds of processor time that work in this process takes, of the process and of Postgres. */
export async function spentOn(testbed: Testbed, work: () => Promise<void>): Promise<number> {
  const before = { own: process.cpuUsage(), postgres: testbed.postgres() };
  await withDeadline(PATIENCE, work);
  const { user, system } = process.cpuUsage(before.own);
  return (user + system) / 1000 + testbed.postgres() - before.postgres;
}

/** The median of the rounds' ratios of all that was spent. */
export function ratioOf(one: Spent, other: Spent): number {
  return quantile(
    one.app.map((_, at) => totalOf(one, at) / totalOf(other, at)),
    0.5,
  );
}

/** The median of what app and Postgres spent together on a request, in milliseconds. */
export function spentIn(spent: Spent): number {
  return quantile(
    spent.app.map((_, at) => totalOf(spent, at)),
    0.5,
  );
}

/** As a table says it: `1.62 + 0.31 ms`. */
export function inWords({ app, postgres }: Spent): string {
  return `${quantile(app, 0.5).toFixed(2)} + ${quantile(postgres, 0.5).toFixed(2)} ms`;
}

function totalOf({ app, postgres }: Spent, at: number): number {
  return (app[at] ?? Number.NaN) + (postgres[at] ?? Number.NaN);
}
