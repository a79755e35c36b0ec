import type { Figure } from "./figures";
import { ask, quantile } from "./load";
import { BROWSER_HEADERS } from "./shelf";
import type { Testbed } from "./testbed";
import { inTurns, inWords, ROUNDS, ratioOf, type Spent } from "./turns";
import { perSecond } from "./wrk";

const SITE = { host: "few-1.localhost", path: "/", headers: BROWSER_HEADERS };

/** A kept page and a first view ÷ the same from Next's own prerendered pages and static files. */
export async function measureKept(testbed: Testbed): Promise<Figure[]> {
  const ours = await testbed.start();
  const bare = await testbed.startBare(ours);
  try {
    const { etag } = (await ask({ ...SITE, port: ours.port })).headers;
    const known = { ...SITE, headers: { ...BROWSER_HEADERS, "if-none-match": String(etag) } };
    const path = (paths: readonly string[], at: number) => paths[at % paths.length] ?? "/";
    const views = bare.ours.length;
    const spent = await inTurns(testbed, {
      kept: { server: ours, count: 400, ask: () => SITE },
      known: { server: ours, count: 400, ask: () => known, status: 304 },
      next: { server: bare, count: 400, ask: () => ({ ...SITE, path: "/kept" }) },
      view: {
        server: ours,
        count: views * 12,
        ask: (at) => ({ ...SITE, path: path(bare.ours, at) }),
      },
      files: {
        server: bare,
        count: views * 12,
        ask: (at) => ({ ...SITE, path: path(bare.theirs, at) }),
      },
    });
    const figure = (what: string, above: Spent, below: Spent, bar: number): Figure => {
      const ratio = ratioOf(above, below);
      const value = `${ratio.toFixed(2)} (${inWords(above)} ÷ ${inWords(below)})`;
      return { what, value, bar: `≤ ${bar}`, met: ratio <= bar };
    };
    return [
      figure(
        "kept shelf: processor time ÷ the same bytes prerendered by Next",
        spent.kept,
        spent.next,
        0.5,
      ),
      figure(
        "kept shelf that the browser has (304): processor time ÷ prerendered by Next",
        spent.known,
        spent.next,
        0.35,
      ),
      figure(
        `first view, each of its ${views} requests ÷ the same from Next's static files`,
        spent.view,
        spent.files,
        1,
      ),
    ];
  } finally {
    for (const server of [ours, bare]) await server.stop();
  }
}

/** Requests a second under load: kept pages ÷ pages rendered anew. */
export async function measureKeptLoad(testbed: Testbed): Promise<Figure[]> {
  const kept = await testbed.start();
  const anew = await testbed.start({ PAGE_CACHE_MB: "0" });
  try {
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const slow = await perSecond(anew.port, SITE);
      ratios.push((await perSecond(kept.port, SITE)) / slow);
    }
    const ratio = quantile(ratios, 0.5);
    return [
      {
        what: "kept shelf ÷ rendered anew, requests a second",
        value: ratio.toFixed(1),
        bar: "≥ 30",
        met: ratio >= 30,
      },
    ];
  } finally {
    await kept.stop();
    await anew.stop();
  }
}
