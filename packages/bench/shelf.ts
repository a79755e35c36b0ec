import type { Figure } from "./figures";
import { type Load, load } from "./load";
import type { BenchServer } from "./server";
import type { Testbed } from "./testbed";
import { inTurns, inWords, ratioOf } from "./turns";

/** As browsers ask. */
export const BROWSER_HEADERS = { "accept-encoding": "gzip, deflate, br, zstd" };

/**
 * The shelf rendered anew, in processor time of app and Postgres a request: ÷ the same app without tenancy, and ÷ a
 * bare Next page with the same queries.
 */
export async function measureCpu(testbed: Testbed): Promise<Figure[]> {
  const plain = await testbed.startPlain();
  const ours = await testbed.start({ PAGE_CACHE_MB: "0" });
  const bare = await testbed.startBare(ours);
  const site = { host: "few-1.localhost", path: "/", headers: BROWSER_HEADERS };
  try {
    const spent = await inTurns(testbed, {
      plain: { server: plain, count: 60, ask: () => site },
      ours: { server: ours, count: 60, ask: () => site },
      bare: { server: bare, count: 60, ask: () => ({ ...site, path: "/anew" }) },
    });
    const tenancy = ratioOf(spent.ours, spent.plain);
    const anew = ratioOf(spent.ours, spent.bare);
    return [
      {
        what: "shelf of 50 of 1,000 items, rendered anew: processor time ÷ the same without tenancy",
        value: `${tenancy.toFixed(2)} (${inWords(spent.ours)} ÷ ${inWords(spent.plain)})`,
        bar: "≤ 1.25",
        met: tenancy <= 1.25,
      },
      {
        what: "shelf rendered anew: processor time ÷ a bare Next page with the same queries",
        value: `${anew.toFixed(2)} (${inWords(spent.ours)} ÷ ${inWords(spent.bare)})`,
        bar: "≤ 1.3",
        met: anew <= 1.3,
      },
    ];
  } finally {
    for (const server of [plain, ours, bare]) await server.stop();
  }
}

/** Asks for the shelf of a site again and again. */
export function shelfLoad(
  server: BenchServer,
  host: string,
  count: number,
  lanes: number,
): Promise<Load> {
  return load(count, lanes, () => ({ port: server.port, host, headers: BROWSER_HEADERS }));
}
