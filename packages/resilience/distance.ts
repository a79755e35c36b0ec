import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { rolePassword } from "@/base/env";
import { setSender } from "@/base/telemetry/sender";
import { beginTrace, within } from "@/base/telemetry/trace";
import { closePools } from "@/db/pools";
import { openScope } from "@/db/scope";
import { site } from "@/db/tenant/schema";
import { startPrivateServer } from "@/db/testing-private-server";
import { twoTenants } from "./load";
import { startSlowWire } from "./slow-wire";

/**
 * `tsx packages/resilience/distance.ts`: what a scoped read costs beside a plain prepared query of the same rows:
 * time at 2 ms of latency, and processor time of this process without it.
 */
const ROUNDS = 7;

const print = (line: string) => process.stdout.write(`${line}\n`);
const server = await startPrivateServer();
const target = { host: "127.0.0.1", port: Number(new URL(server.url).port) };
const wires = [];
try {
  const [{ tenant }] = await twoTenants(server.url, "distance");
  for (const latency of [2, 0]) {
    // Half of the latency each way.
    const wire = await startSlowWire(target, latency / 2);
    wires.push(wire);
    const port = latency > 0 ? wire.port : target.port;
    const database = { ...tenant.database, server: `127.0.0.1:${port}` };
    const scope = openScope({ ...tenant, database }, { kind: "visitor" });
    const { name } = database;
    const plain = postgres(`postgres://${name}:${rolePassword(name)}@127.0.0.1:${port}/${name}`, {
      max: 1,
      fetch_types: false,
    });
    const text = drizzle(plain).select({ name: site.name }).from(site).toSQL().sql;
    const read = () => scope.read((tx) => tx.select({ name: site.name }).from(site));
    const works = {
      "plain query": () => plain.unsafe(text, [], { prepare: true }).values(),
      "scoped read": read,
      "scoped read in a request, telemetry off": () => within(beginTrace("site"), read),
      // Postgres gets the transaction's mark; the sender of the spans does nothing.
      "scoped read in a request, telemetry on": async () => {
        setSender({ line() {}, span() {}, request() {} });
        await within(beginTrace("site"), read);
        setSender(null);
      },
      "scoped read of 8": () =>
        scope.read((tx) =>
          Promise.all(Array.from({ length: 8 }, () => tx.select({ name: site.name }).from(site))),
        ),
    };
    print(`\n${latency} ms latency: median ms, processor µs (median of ${ROUNDS} rounds)`);
    const count = latency > 0 ? 200 : 2000;
    const taken = new Map<string, [number[], number[]]>();
    for (let round = 0; round <= ROUNDS; round++)
      for (const [name, work] of Object.entries(works)) {
        const [ms, cpu] = await measure(work, count);
        const kept = taken.get(name) ?? [[], []];
        // The first round warms up.
        if (round > 0)
          taken.set(name, [
            [...kept[0], ms],
            [...kept[1], cpu],
          ]);
      }
    for (const [name, [ms, cpu]] of taken)
      print(`${name}: ${median(ms).toFixed(2)} ms, ${median(cpu).toFixed(0)} µs`);
    await plain.end();
  }
} finally {
  await closePools();
  for (const wire of wires) await wire.close();
  await server.stop();
}

async function measure(work: () => PromiseLike<unknown>, count: number): Promise<[number, number]> {
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let at = 0; at < count; at++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(before);
  return [median(times), (user + system) / count];
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
