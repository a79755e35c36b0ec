import { closePools } from "@/db/pools";
import { startPrivateServer } from "@/db/testing-private-server";
import { faults, suffer } from "./faults";
import { startLoad, twoTenants } from "./load";

/** `tsx packages/resilience/outages.ts`: each fault under a load of 32 requests at once, one line for each. */
const WIDTH = 32;

const print = (line: string) => process.stdout.write(`${line}\n`);
const server = await startPrivateServer();
try {
  const load = startLoad(await twoTenants(server.url, "outage"), WIDTH);
  print(
    "fault | uncaught | longest ms | outage ms | failed | failed after return | requests/s before | over 10 s after | back at 95 % after ms",
  );
  for (const fault of faults) {
    const damage = await suffer(fault, server, load, { calm: 5000, watch: 11_000 });
    print(
      [
        damage.fault,
        damage.uncaught.length,
        damage.longest.toFixed(0),
        damage.outage.toFixed(0),
        damage.failed,
        damage.failedAfter.length,
        damage.rateBefore.toFixed(0),
        damage.rateAfter.toFixed(0),
        damage.recoveredAfter?.toFixed(0) ?? "never",
      ].join(" | "),
    );
    for (const error of new Set([
      ...damage.uncaught,
      ...damage.failedAfter.map((one) => one.error),
    ]))
      print(`  ${error}`);
  }
  await load.stop();
} finally {
  await closePools();
  await server.stop();
}
