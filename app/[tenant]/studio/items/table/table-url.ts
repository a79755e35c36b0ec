import type { TableFields } from "@/db/tenant/queries/table/fields";
import { type Filter, readTest, type Test } from "@/db/tenant/queries/table/filter";
import { BY_NAME, isSortable, type Order } from "@/db/tenant/queries/table/sorted-by";
import { type Column, readLayout } from "@/db/tenant/queries/table/view-value";

/** The parameters of a page as Next hands them over. */
export type PageParams = Readonly<Record<string, string | string[] | undefined>>;

/** What the address says of the table. */
export interface TableUrl {
  /** The search as the person typed it. */
  readonly typed: string;
  readonly tests: readonly Test[];
  /** Whether one of the tests is enough. */
  readonly any: boolean;
  readonly order: Order;
  /** The id of a named view. */
  readonly view: string | null;
  /** Columns that differ from those of the view. */
  readonly columns: readonly Column[] | null;
}

/** How many tests an address may hold. */
export const MOST_TESTS = 12;

/** Reads the address; what is unknown or out of bounds is left out. */
export function readTableUrl(params: PageParams, fields: TableFields): TableUrl {
  const tests = all(params.f)
    .map((text) => testFrom(text, fields))
    .filter((test) => test !== null);
  const sort = first(params.sort) ?? "";
  const former = FORMER_SORTS.get(sort);
  const key = sort.replace(/^-/, "");
  return {
    typed: (first(params.q) ?? "").slice(0, 100),
    tests: [...tests, ...formerTests(params, fields)].slice(0, MOST_TESTS),
    any: first(params.match) === "any",
    order: former ?? (isSortable(key, fields) ? { key, down: sort.startsWith("-") } : BY_NAME),
    view: /^[0-9a-f-]{36}$/.exec(first(params.view) ?? "")?.[0] ?? null,
    columns: columnsFrom(first(params.cols), fields),
  };
}

/** Of a name that is given twice, the first. */
export function paramsOf(params: PageParams): URLSearchParams {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const text = Array.isArray(value) ? value[0] : value;
    if (text !== undefined) asked.set(name, text);
  }
  return asked;
}

/** The query of an address, with its `?`; defaults are left out, so that one state has one address. */
export function tableQuery(url: TableUrl): string {
  const query = new URLSearchParams();
  if (url.typed.trim()) query.set("q", url.typed.trim());
  for (const test of url.tests) query.append("f", textOf(test));
  if (url.any && url.tests.length > 1) query.set("match", "any");
  if (url.order.key !== BY_NAME.key || url.order.down)
    query.set("sort", `${url.order.down ? "-" : ""}${url.order.key}`);
  if (url.view) query.set("view", url.view);
  if (url.columns)
    query.set("cols", url.columns.map(({ key, width }) => `${key}.${width}`).join(","));
  const text = query.toString();
  return text && `?${text}`;
}

/** The address of the table. */
export function tableHref(url: TableUrl): string {
  return `/studio/items${tableQuery(url)}`;
}

/** What an address must say to show what a view shows. */
export function urlOfView(view: { id: string; value: { filter: Filter; order: Order } }): TableUrl {
  const { filter, order } = view.value;
  const parts = "all" in filter ? filter.all : [filter];
  const typed = parts.flatMap(wordsOf).join(" ");
  const some = parts.find((part) => "any" in part && part.any.every((one) => "is" in one));
  const tests = (some && "any" in some ? some.any : parts).filter((part) => "is" in part);
  return { typed, tests, any: some !== undefined, order, view: view.id, columns: null };
}

/** What was searched for; of alternatives the first, which was typed. */
function wordsOf(part: Filter): readonly string[] {
  if ("any" in part) return part.any[0] ? wordsOf(part.any[0]) : [];
  return "words" in part ? part.words : [];
}

/** As an address holds a test: field, comparison and values, parted by `~`. */
function textOf(test: Test): string {
  const values =
    test.is === "between"
      ? [test.from, test.to]
      : test.is === "one-of"
        ? test.values
        : "value" in test
          ? [test.value]
          : [];
  return [test.field, test.is, ...values.map((value) => value.replace(/[%~]/g, encode))].join("~");
}

function testFrom(text: string, fields: TableFields): Test | null {
  const [field, is, ...rest] = text.split("~");
  const values = rest.map((value) => value.replace(/%(?:25|7E)/g, decodeURIComponent));
  const [value, to] = values;
  return readTest({ field, is, value, values, from: value, to }, fields);
}

function encode(mark: string): string {
  return mark === "~" ? "%7E" : "%25";
}

function columnsFrom(text: string | undefined, fields: TableFields): readonly Column[] | null {
  if (!text) return null;
  const columns = text.split(",").map((one) => {
    const [key, width] = one.split(".");
    return { key, width: Number(width) };
  });
  const isKnown = columns.some(({ key }) => fields.named(key ?? ""));
  return isKnown ? readLayout({ columns }, fields).columns : null;
}

/** What bookmarks from before the table said. */
const FORMER_SORTS: ReadonlyMap<string, Order> = new Map([
  ["newest", { key: "createdAt", down: true }],
  ["number", { key: "styleNumber", down: false }],
]);

function formerTests(params: PageParams, fields: TableFields): Test[] {
  return ["visibility", "status"].flatMap((field): Test[] => {
    const value = first(params[field]);
    if (field === "status" && value === "wanted") return [{ field: "wanted", is: "filled" }];
    const isKnown = value && fields.named(field)?.values?.includes(value);
    return isKnown ? [{ field, is: "is", value }] : [];
  });
}

function all(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function first(value: string | string[] | undefined): string | undefined {
  return all(value)[0];
}
