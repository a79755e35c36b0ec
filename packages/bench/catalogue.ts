import { type PackRecord, readPack, writePack } from "@/db/catalogue/pack-format";
import { migrate, readSchema } from "@/db/migrate";
import { openScope } from "@/db/scope";
import { namesOf, urlOfDatabase } from "@/db/setup";
import { findEntries } from "@/db/tenant/queries/entries";
import type { Figure } from "./figures";
import { quantile } from "./load";
import type { Testbed } from "./testbed";

/** How many entries there are, and how many of them are typed, letter by letter. */
const ENTRIES = 50_000;
const TYPED = 200;

/** What the catalogue answers to each letter that somebody types, of names and of style numbers, among 50,000 entries. */
export async function measureCatalogue({ adminUrl, few, report }: Testbed): Promise<Figure[]> {
  const { owner, tenantGroup } = namesOf(process.env.DATABASE_PREFIX ?? "");
  const pack = readPack(writePack(1000, entriesOf(ENTRIES)), "The measured pack");
  const files = { ...(await readSchema("tenant")), pack };
  const url = urlOfDatabase(adminUrl, few.database.name);
  const began = performance.now();
  await migrate({ url, side: "tenant", owner, runtime: tenantGroup, files });
  report(`${ENTRIES} entries are loaded in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const scope = openScope(few, { kind: "system", reason: "bench" });
  const ask = async (typed: string) => {
    const asked = performance.now();
    const found = await scope.read((tx) => findEntries(tx, typed));
    return { taken: performance.now() - asked, found: found.length };
  };
  for (const typed of beginningsOf(nameOf(1))) await ask(typed);
  const taken: number[] = [];
  let unfound = 0;
  for (let at = 0; at < TYPED; at++) {
    const of = (at * 7919) % ENTRIES;
    for (const whole of [nameOf(of), numberOf(of), `${nameOf(of)} ${numberOf(of)}`])
      for (const typed of beginningsOf(whole)) {
        const answer = await ask(typed);
        taken.push(answer.taken);
        if (answer.found === 0) unfound++;
      }
  }
  if (unfound > 0) throw new Error(`${unfound} of what was typed found nothing.`);
  const slow = quantile(taken, 0.95);
  return [
    {
      what: `catalogue of ${ENTRIES} entries: look-up while typing, p95 of ${taken.length} (half of them take ${quantile(taken, 0.5).toFixed(1)} ms)`,
      value: `${slow.toFixed(1)} ms`,
      bar: "≤ 30 ms",
      met: slow <= 30,
    },
  ];
}

/** What the form asks for while a text is typed: from two letters on. */
function beginningsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(0, at + 2));
}

const SYLLABLES =
  "ba be bo cu da do fi go ha ja ki la lo ma mi na no pi ra sa su ta ti wa zu".split(" ");

/** A name that a few entries have, such as `Bacufi Golo`. */
function nameOf(at: number): string {
  const word = (seed: number, length: number) =>
    Array.from(
      { length },
      (_, nth) => SYLLABLES[(seed * (nth * 3 + 7) + nth) % SYLLABLES.length],
    ).join("");
  const name = `${word(at % 4999, 3)} ${word(at % 613, 2)}`;
  return name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

function numberOf(at: number): string {
  return String(4000 + (at % 9000));
}

function entriesOf(count: number): PackRecord[] {
  const sources = ["one", "two"];
  const said = (field: string, value: string) => ({
    ...{ field, value, sure: "agreed" as const, sources, note: "" },
  });
  return [
    ...sources.map((key) => ({ is: "source" as const, key, name: key, address: "" })),
    { is: "line", key: "line", name: "Line", facts: [] },
    ...Array.from({ length: count }, (_, at): PackRecord[] => [
      { is: "product", key: `p${at}`, line: "line", name: nameOf(at) },
      {
        is: "entry",
        key: `p${at}/e`,
        product: `p${at}`,
        variant: at % 3 === 0 ? "Light blue" : "",
        facts: [
          said("styleNumber", numberOf(at)),
          said("animal", "Bear"),
          said("birthday", "1995-01-25"),
          said("introduced", "1995-06-03"),
          said("retired", "1998-05-01"),
        ],
      },
    ]).flat(),
  ];
}
