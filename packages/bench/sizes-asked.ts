import { openScope, type Scope } from "@/db/scope";
import { countChoices } from "@/db/tenant/queries/shelf-counts";
import { EVERYTHING } from "@/db/tenant/queries/shelf-query";
import { FACETS, OWN, SORTS } from "@/db/tenant/shelf-fields";
import type { BenchServer } from "./server";
import { BROWSER_HEADERS } from "./shelf";
import { inDatabase, sizesOf } from "./sizes";
import { RARE } from "./sizes-contents";
import type { Testbed } from "./testbed";
import { costOf, type Side } from "./turns";

/** What is asked of a shelf, by what a person calls it. */
type Asked = Readonly<Record<string, string>>;

/** The shelf as it is opened. */
export const FIRST = "first page";

/** How many letters of a word are typed. */
const TYPED = [1, 2, 5];

/**
 * The addresses of everything that a shelf can be asked: each facet by the value that most items have, each order, page
 * 200, words as they are typed, four facets at once.
 */
export async function askedOf(testbed: Testbed): Promise<Asked> {
  const { small } = await sizesOf(testbed);
  const visitor = openScope(small.tenant, { kind: "visitor" });
  const counts = await visitor.read((tx) => countChoices(tx, EVERYTHING));
  const chosen = FACETS.map((key) => {
    const [most] = counts.facets[key].toSorted((one, other) => other.count - one.count);
    return `${key}=${encodeURIComponent(most?.value ?? "")}`;
  });
  const own = new Map(
    counts.own
      .toSorted((one, other) => one.count - other.count)
      .map(({ key, value }) => [key, `${OWN}${key}=${encodeURIComponent(value)}`]),
  );
  const words = await wordsOf(small, testbed.adminUrl);
  return {
    [FIRST]: "/",
    ...Object.fromEntries([...chosen, ...own.values()].map((query) => [query, `/?${query}`])),
    ...Object.fromEntries(
      [...SORTS.filter((sort) => sort !== "name"), `${OWN}weight`].map((sort) => [
        `by ${sort}`,
        `/?sort=${sort}`,
      ]),
    ),
    "page 200": "/?page=200",
    ...Object.fromEntries(words.map((word) => [`the word ${word}`, `/?q=${word}`])),
    [`${chosen.length} facets`]: `/?${chosen.join("&")}`,
  };
}

/** Beginnings of words that most items have, and of a word that one has. */
async function wordsOf({ tenant }: Scope, adminUrl: string): Promise<string[]> {
  const common = await inDatabase(
    adminUrl,
    tenant.database.name,
    (sql) => sql<{ word: string }[]>`
      select (select left(w.word, typed) from item_words w
        where w.tenant_id = ${tenant.id} and not w.hidden and not w.for_members and left(w.word, typed) ~ '^[a-z]+$'
          and length(w.word) >= typed
        group by 1 order by count(distinct w.item_id) desc, 1 limit 1) as word
      from unnest(${TYPED}::int[]) typed`,
  );
  return [
    ...common.map(({ word }) => word),
    ...TYPED.map((letters) => RARE.toLowerCase().slice(0, letters)),
  ];
}

/** A page of a site as a turn asks for it, often enough to be measured in ticks of a hundredth of a second. */
export async function sideOf(
  testbed: Testbed,
  server: BenchServer,
  { tenant }: Scope,
  path: string,
  { ms, headers = {} }: { readonly ms: number; readonly headers?: Record<string, string> },
): Promise<Side> {
  const host = `${tenant.slug}.localhost`;
  const side = { server, ask: () => ({ host, path, headers: { ...BROWSER_HEADERS, ...headers } }) };
  await costOf(testbed, { ...side, count: 2 });
  const { app, postgres: database } = await costOf(testbed, { ...side, count: 4 });
  const count = Math.ceil(ms / Math.max(1, app + database));
  return { ...side, count: Math.min(40, Math.max(2, count)) };
}
