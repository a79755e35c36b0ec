import type { Figure } from "./figures";
import { quantile } from "./load";
import { shelfLoad } from "./shelf";
import type { Testbed } from "./testbed";
import { ROUNDS } from "./turns";

/** The shelf of one tenant with 9 and with 9,999 others in its pool. */
export async function measureTenants(testbed: Testbed): Promise<Figure[]> {
  await testbed.many();
  const server = await testbed.start({ PAGE_CACHE_MB: "0" });
  try {
    await shelfLoad(server, "few-1.localhost", 60, 2);
    await shelfLoad(server, "many-1.localhost", 60, 2);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const few = await shelfLoad(server, "few-1.localhost", 100, 2);
      const many = await shelfLoad(server, "many-1.localhost", 100, 2);
      ratios.push(many.p95 / few.p95);
    }
    const ratio = quantile(ratios, 0.5);
    return [
      {
        what: "shelf of one tenant among 10,000 in the pool ÷ among 10, p95",
        value: ratio.toFixed(2),
        bar: "≤ 1.2",
        met: ratio <= 1.2,
      },
    ];
  } finally {
    await server.stop();
  }
}
