import type { Scope } from "@/db/scope";
import type { TableFields } from "@/db/tenant/queries/table/fields";
import type { Filter } from "@/db/tenant/queries/table/filter";
import { listTableFields } from "@/db/tenant/queries/table/site-fields";
import { askWords } from "@/db/tenant/queries/words";
import { type PageParams, readTableUrl, type TableUrl } from "./table-url";

/** How many words one slip away are as good as the one that was typed. */
const MOST_NEAR = 3;

/** An address, read with the fields that the site has now. */
export interface Asked {
  readonly fields: TableFields;
  readonly url: TableUrl;
  readonly filter: Filter;
}

/** Reads the parameters of an address. */
export async function readAsked(scope: Scope, params: PageParams): Promise<Asked> {
  const fields = await scope.read((tx) => listTableFields(tx));
  const url = readTableUrl(params, fields);
  return { fields, url, filter: await filterOf(scope, url) };
}

/** Which items an address means. A search is read by the database, because it knows how words are made. */
export async function filterOf(scope: Scope, { typed, tests, any }: TableUrl): Promise<Filter> {
  const asked = any && tests.length > 1 ? [{ any: tests }] : tests;
  if (typed.trim() === "") return { all: asked };
  const { words, near } = await scope.read((tx) => askWords(tx, typed));
  return { all: [...words.map((word) => orNear(word, near.get(word) ?? [])), ...asked] };
}

function orNear(word: string, near: readonly string[]): Filter {
  const own = { words: [word] };
  if (near.length === 0) return own;
  return { any: [own, ...near.slice(0, MOST_NEAR).map((one) => ({ words: [one] }))] };
}
