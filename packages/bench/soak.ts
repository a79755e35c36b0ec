import type { Figure } from "./figures";
import { type Ask, load } from "./load";
import type { BenchServer } from "./server";
import type { Testbed } from "./testbed";

/** How long the load lasts where nothing else is said, in minutes. */
const MINUTES = 30;

/** The part of the time in which the process may still grow into its work. */
const WARMING = 1 / 6;

/** Minutes of one sample, of which there are as many as the time allows. */
const SAMPLE = 1 / 12;

/**
 * One web process under a mixture of pages for as long as it is told: what it holds at most, how much that grows by the
 * minute after the first sixth of the time, and what a request costs of the processor.
 */
export async function measureSoak(testbed: Testbed, minutes = MINUTES): Promise<Figure[]> {
  const server = await testbed.start();
  try {
    const next = await mixtureOf(server);
    const samples: Sample[] = [];
    const began = performance.now();
    const passed = () => (performance.now() - began) / 60_000;
    let asked = 0;
    while (passed() < minutes) {
      const until = passed() + SAMPLE;
      while (passed() < until) {
        await load(ROUND, LANES, (nth) => next(asked + nth));
        asked += ROUND;
      }
      samples.push({ minute: passed(), megabytes: server.memory() });
    }
    const most = Math.max(...samples.map(({ megabytes }) => megabytes));
    const slope = slopeOf(samples.filter(({ minute }) => minute >= minutes * WARMING));
    return [
      {
        what: `memory of a web process at most, in ${asked} requests of ${minutes} minutes`,
        value: `${most.toFixed(0)} MB (${(server.cpu() / asked).toFixed(1)} ms a request)`,
        bar: "≤ 512 MB",
        met: most <= 512,
      },
      {
        what: "what it grows by after the first sixth of that time",
        value: `${slope.toFixed(2)} MB a minute`,
        bar: "< 1 MB a minute",
        met: slope < 1,
      },
    ];
  } finally {
    await server.stop();
  }
}

const LANES = 8;
const ROUND = 40;

interface Sample {
  readonly minute: number;
  readonly megabytes: number;
}

/** Shelves and items rendered anew and kept, drawings, a feed and a sign-in page, each from another address. */
async function mixtureOf({ port }: BenchServer): Promise<(nth: number) => Ask> {
  const host = "few-1.localhost";
  const items: string[] = [];
  await load(
    1,
    1,
    () => ({ port, host }),
    ({ body }) => {
      for (const [, slug = ""] of body.toString().matchAll(/href="\/items\/([^"?]+)"/g))
        items.push(slug);
    },
  );
  if (items.length === 0) throw new Error("The shelf links to no item.");
  return (nth) => {
    const item = items[nth % items.length];
    const paths = [
      `/?q=${nth}`,
      "/",
      `/items/${item}`,
      `/plush/${item}`,
      `/?page=2&q=${nth}`,
      "/feed.xml",
      "/sign-in",
    ];
    const address = [10, (nth >> 16) & 255, (nth >> 8) & 255, nth & 255].join(".");
    const headers = { "accept-encoding": "gzip", "x-forwarded-for": address };
    return { port, host, path: paths[nth % paths.length], headers };
  };
}

/** By least squares, in megabytes a minute. */
function slopeOf(samples: readonly Sample[]): number {
  const mean = (pick: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + pick(sample), 0) / samples.length;
  const minute = mean((sample) => sample.minute);
  const megabytes = mean((sample) => sample.megabytes);
  const over = mean((sample) => (sample.minute - minute) ** 2);
  return over === 0
    ? 0
    : mean((sample) => (sample.minute - minute) * (sample.megabytes - megabytes)) / over;
}
