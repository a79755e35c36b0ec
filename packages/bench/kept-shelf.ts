import type { Figure } from "./figures";
import { quantile } from "./load";
import { ROUNDS, shelfLoad } from "./shelf";
import type { Testbed } from "./testbed";

/** Requests per second for visitors: kept pages ÷ pages rendered anew. */
export async function measureKept(testbed: Testbed): Promise<Figure[]> {
  const kept = await testbed.start();
  const anew = await testbed.start({ PAGE_CACHE_MB: "0" });
  try {
    await shelfLoad(anew, "few-1.localhost", 60, 4);
    await shelfLoad(kept, "few-1.localhost", 600, 4);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const slow = await shelfLoad(anew, "few-1.localhost", 60, 4);
      const fast = await shelfLoad(kept, "few-1.localhost", 600, 4);
      ratios.push(fast.perSecond / slow.perSecond);
    }
    const ratio = quantile(ratios, 0.5);
    return [
      {
        what: "shelf for visitors ÷ rendered anew, requests per second",
        value: ratio.toFixed(1),
        bar: "≥ 6",
        met: ratio >= 6,
      },
    ];
  } finally {
    await kept.stop();
    await anew.stop();
  }
}
