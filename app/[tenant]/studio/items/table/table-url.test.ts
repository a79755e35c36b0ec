import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { type Filter, readTest } from "@/db/tenant/queries/table/filter";
import { paramsOf } from "./member-answer";
import { readTableUrl, type TableUrl, tableQuery, urlOfView } from "./table-url";

const PLAIN: TableUrl = {
  typed: "",
  tests: [],
  any: false,
  order: { key: "name", down: false },
  view: null,
  columns: null,
};

const read = (query: string) => {
  const params: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(query))
    params[name] = [...(params[name] ?? []), value];
  return readTableUrl(params, BUILT_IN);
};

describe("the address of the table", () => {
  test("of a table that nobody has narrowed or sorted says nothing", () => {
    expect(tableQuery(PLAIN)).toBe("");
    expect(read("")).toEqual(PLAIN);
  });

  test.for(["constructor", "-toString", "__proto__", "hasOwnProperty"])(
    "sorted by %s, which only a prototype has, is sorted by name",
    (sort) => expect(read(`sort=${sort}`)).toEqual(PLAIN),
  );

  test("keeps what else it says when a parameter is called as a prototype is", () => {
    const params = paramsOf(
      new Request("http://ours/rows?__proto__=x&constructor=y&sort=-name&f=copies~is~1"),
    );
    const { order, tests } = readTableUrl(params, BUILT_IN);
    expect(order).toEqual({ key: "name", down: true });
    expect(tests).toEqual([{ field: "copies", is: "is", value: "1" }]);
    expect(readTableUrl(paramsOf(new Request("http://ours/rows?__proto__=x")), BUILT_IN)).toEqual(
      PLAIN,
    );
  });

  test("says in words a person can read which items are meant and in which order", () => {
    const query = tableQuery({
      ...PLAIN,
      typed: "blue bear",
      tests: [
        { field: "status", is: "one-of", values: ["trade", "sale"] },
        { field: "introduced", is: "between", from: "1994", to: "" },
        { field: "colour", is: "empty" },
      ],
      any: true,
      order: { key: "introduced", down: true },
    });
    expect(decodeURIComponent(query)).toBe(
      "?q=blue+bear&f=status~one-of~trade~sale&f=introduced~between~1994~&f=colour~empty&match=any&sort=-introduced",
    );
  });

  test("brings back every value, whatever marks stand in it", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" }), (value) => {
        const asked = readTest({ field: "animal", is: "is", value }, BUILT_IN);
        if (!asked) return;
        expect(read(tableQuery({ ...PLAIN, tests: [asked] })).tests).toEqual([asked]);
      }),
    );
    const test_ = { field: "tags", is: "one-of", values: ["~", "%7E", "%25~%", "a~b"] } as const;
    expect(read(tableQuery({ ...PLAIN, tests: [test_] })).tests).toEqual([test_]);
  });

  test("leaves out what is unknown and keeps the rest", () => {
    expect(read("?f=nothing~is~1&f=animal~is~Bear&f=animal&sort=-secret&view=1&cols=x.1")).toEqual({
      ...PLAIN,
      tests: [{ field: "animal", is: "is", value: "Bear" }],
    });
  });

  test("of a bookmark from before the table leads to the same items", () => {
    expect(read("?visibility=private&status=trade&sort=newest")).toEqual({
      ...PLAIN,
      tests: [
        { field: "visibility", is: "is", value: "private" },
        { field: "status", is: "is", value: "trade" },
      ],
      order: { key: "createdAt", down: true },
    });
  });

  test("of a view says what the view says", () => {
    const tests = [
      { field: "animal", is: "is", value: "Bear" },
      { field: "tags", is: "filled" },
    ] as const;
    const filter: Filter = { all: [{ words: ["blue"] }, { any: tests }] };
    const order = { key: "retired", down: true };
    expect(urlOfView({ id: "7", value: { filter, order } })).toEqual({
      ...PLAIN,
      typed: "blue",
      tests,
      any: true,
      order,
      view: "7",
    });
  });
});
