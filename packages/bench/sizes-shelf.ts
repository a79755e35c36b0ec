import type { Scope } from "@/db/scope";
import type { Figure } from "./figures";
import type { BenchServer } from "./server";
import { sizesOf } from "./sizes";
import { askedOf, FIRST, sideOf } from "./sizes-asked";
import type { Testbed } from "./testbed";
import { inTurns, inWords, ratioOf, type Side, type Spent, spentIn } from "./turns";

/** The first page rendered anew, of sites of 20,000 and of 200,000 items ÷ of one of 1,000 in the same pool. */
export function measureFirstPages(testbed: Testbed): Promise<Figure[]> {
  return withServer(testbed, async (server) => {
    const { small, middle, large } = await sizesOf(testbed);
    const side = (site: Scope) => sideOf(testbed, server, site, "/", { ms: 600 });
    const spent = await inTurns(testbed, {
      small: await side(small),
      middle: await side(middle),
      large: await side(large),
    });
    const figure = (name: string, site: Spent, bar: number): Figure => {
      const ratio = ratioOf(site, spent.small);
      return {
        what: `shelf of ${name} items, first page rendered anew ÷ of 1,000, in one pool`,
        value: `${ratio.toFixed(2)} (${inWords(site)} ÷ ${inWords(spent.small)})`,
        bar: `≤ ${bar}`,
        met: ratio <= bar,
      };
    };
    return [figure("20,000", spent.middle, 1.3), figure("200,000", spent.large, 1.6)];
  });
}

/** Whatever a shelf can be asked ÷ its first page, each page rendered anew; the slowest counts. */
export function measureAsked(testbed: Testbed): Promise<Figure[]> {
  return withServer(testbed, async (server) => {
    const { middle, large } = await sizesOf(testbed);
    const slowest = async (name: string, site: Scope, bar: number, most?: number) => {
      const { spent, unanswered } = await askAll(testbed, server, site, 200);
      const { [FIRST]: first, ...others } = spent;
      if (!first) throw new Error("The first page was not measured.");
      const all = Object.entries(others)
        .map(([asked, one]) => ({ asked, one, ratio: ratioOf(one, first) }))
        .sort((one, other) => other.ratio - one.ratio);
      const [worst] = all;
      const ms = Math.max(...Object.values(spent).map(spentIn));
      const said = all
        .slice(0, NAMED)
        .map(({ asked, one, ratio }) => `${asked} ${ratio.toFixed(2)} (${inWords(one)})`);
      return {
        what: `shelf of ${name} items: the slowest of ${all.length + unanswered.length} questions ÷ its first page`,
        value: [
          ...unanswered.map((asked) => `${asked} not answered`),
          ...said,
          `first page ${inWords(first)}`,
        ].join(", "),
        bar: `≤ ${bar}${most ? `, none over ${most / 1000} s` : ""}`,
        met:
          unanswered.length === 0 &&
          (worst?.ratio ?? Number.NaN) <= bar &&
          ms <= (most ?? Number.POSITIVE_INFINITY),
      };
    };
    return [await slowest("20,000", middle, 3), await slowest("200,000", large, 6, 1000)];
  });
}

/** Each of these for a site of 1,000 items among large neighbours ÷ the same in a pool without; the worst counts. */
export function measureNeighbourhood(testbed: Testbed): Promise<Figure[]> {
  return withServer(testbed, async (server) => {
    const sizes = await sizesOf(testbed);
    const asked = Object.entries(await askedOf(testbed));
    const sides: Record<string, Side> = {};
    for (const [name, path] of asked) {
      sides[`${name} alone`] = await sideOf(testbed, server, sizes.alone, path, { ms: 300 });
      const { count } = sides[`${name} alone`] as Side;
      sides[name] = { ...(await sideOf(testbed, server, sizes.small, path, { ms: 300 })), count };
    }
    const spent = await inTurns(testbed, sides);
    const all = asked
      .flatMap(([name]) => {
        const [among, alone] = [spent[name], spent[`${name} alone`]];
        return among && alone ? [{ name, among, alone, ratio: ratioOf(among, alone) }] : [];
      })
      .sort((one, other) => other.ratio - one.ratio);
    const said = all
      .slice(0, NAMED)
      .map(
        ({ name, among, alone, ratio }) =>
          `${name} ${ratio.toFixed(2)} (${inWords(among)} ÷ ${inWords(alone)})`,
      );
    const worst = all[0]?.ratio ?? Number.NaN;
    return [
      {
        what: `shelf of 1,000 items beside 20,000 and 200,000 ÷ without them: the worst of ${all.length} questions`,
        value: said.join(", "),
        bar: "≤ 1.15",
        met: worst <= 1.15,
      },
    ];
  });
}

/** How many of the slowest are named. */
const NAMED = 4;

/** Rounds where the bar is a multiple, so that a few parts in a hundred decide nothing. */
const ROUGHLY = 3;

/** Asks everything of a site; what takes longer than a statement may is not answered. */
async function askAll(
  testbed: Testbed,
  server: BenchServer,
  site: Scope,
  ms: number,
): Promise<{ spent: Record<string, Spent>; unanswered: string[] }> {
  const sides: Record<string, Side> = {};
  const unanswered: string[] = [];
  for (const [name, path] of Object.entries(await askedOf(testbed))) {
    const side = await sideOf(testbed, server, site, path, { ms }).catch(() => null);
    if (side) sides[name] = side;
    else unanswered.push(name);
  }
  return { spent: await inTurns(testbed, sides, ROUGHLY), unanswered };
}

/** The app that keeps no page. */
async function withServer(
  testbed: Testbed,
  measure: (server: BenchServer) => Promise<Figure[]>,
): Promise<Figure[]> {
  await sizesOf(testbed);
  const server = await testbed.start({ PAGE_CACHE_MB: "0" });
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}
