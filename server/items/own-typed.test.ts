import { expect, test } from "vitest";
import { EMPTY_COPY, EMPTY_ITEM } from "@/db/tenant/item";
import { FIELD_TYPES, type OwnField } from "@/db/tenant/own";
import { readOwn, readTyped, typedOf } from "./own-typed";

const field = (change: Partial<OwnField>): OwnField => ({
  id: "f",
  key: "f",
  label: "Field",
  type: "text",
  of: "item",
  seenBy: "everyone",
  group: "",
  position: 0,
  ...change,
});

test.each([
  ["text", ["  a b "], ["a b"]],
  ["long text", ["a\r\nb"], ["a\nb"]],
  ["number", ["1,200.50"], ["1200.5"]],
  ["number", ["1.1250"], ["1.125"]],
  ["money", ["12.50", "EUR"], ["1250 EUR"]],
  ["money", ["500", "JPY"], ["500 JPY"]],
  ["date", ["June 1995"], ["1995-06"]],
  ["choice", ["Mint"], ["Mint"]],
  ["choices", ["a", " b ", "a", ""], ["a", "b"]],
  ["yes/no", ["yes"], ["yes"]],
  ["yes/no", ["perhaps"], []],
  ["link", ["example.org"], ["https://example.org/"]],
] as const)(
  "%s reads %j as %j, and opened and read again it is the same",
  (type, typed, written) => {
    const read = readTyped({ type, unit: "" }, typed);
    expect(read).toEqual({ ok: true, written });
    expect(readTyped({ type, unit: "" }, typedOf({ type }, [...written]))).toEqual(read);
  },
);

test.each(FIELD_TYPES)("%s may be empty", (type) => {
  expect(readTyped({ type, unit: "" }, [])).toEqual({ ok: true, written: [] });
});

test.each([
  ["number", ["twelve"]],
  ["money", ["twelve", "USD"]],
  ["date", ["6/3/1995"]],
  ["link", ["javascript:alert(1)"]],
  ["text", ["a\nb"]],
] as const)("%s says what is wrong with %j", (type, typed) => {
  expect(readTyped({ type, unit: "" }, typed)).toMatchObject({ ok: false });
});

test("problems stand under the field that they are in, of the item and of each copy", () => {
  const fields = [
    field({ id: "height", type: "number" }),
    field({ id: "seam", type: "date", of: "copy" }),
  ];
  const copies = [
    { ...EMPTY_COPY, own: { seam: ["1995"] } },
    { ...EMPTY_COPY, own: { seam: ["soon"] } },
  ];
  const { problems } = readOwn({ ...EMPTY_ITEM, own: { height: ["tall"] }, copies }, fields);
  expect(Object.keys(problems).sort()).toEqual(["copies.1.own.seam", "own.height"]);
});

test("fields that are none any more, and those of the other owner, are left out and not emptied", () => {
  const { draft, problems } = readOwn({ ...EMPTY_ITEM, own: { gone: ["x"], seam: ["y"] } }, [
    field({ id: "seam", of: "copy" }),
  ]);
  expect(draft.own).toEqual({});
  expect(problems).toEqual({});
});

test.for([
  ["as long as a book", "x".repeat(20_000)],
  ["that can't be shown", "a\u0007b"],
])("one of several choices %s is refused, as a single one is", ([, typed = ""]) => {
  for (const type of ["choice", "choices"] as const)
    expect(readTyped({ type, unit: "" }, [typed]).ok).toBe(false);
  const fine = readTyped({ type: "choices", unit: "" }, [" Red ", "Blue", "Red", ""]);
  expect(fine).toEqual({ ok: true, written: ["Red", "Blue"] });
});
