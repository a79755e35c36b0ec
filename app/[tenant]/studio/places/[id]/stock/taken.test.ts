import { describe, expect, test } from "vitest";
import type { PlacedCopy } from "@/db/tenant/queries/placed";
import { heldOf, idsIn, shortOf, takenStock } from "./taken";

const A = "0b6f6c1e-0000-4000-8000-00000000000a";
const B = "0b6f6c1e-0000-4000-8000-00000000000b";
const C = "0b6f6c1e-0000-4000-8000-00000000000c";

describe("what a scanner types", () => {
  test.for([
    [`https://artmatt.beanie.ty/label/${A}`, [A]],
    [`HTTPS://ARTMATT.BEANIE.TY/LABEL/${A.toUpperCase()}`, [A]],
    [`http://x/label/${A}\r\nhttp://x/label/${B}`, [A, B]],
    [`${A}${B}\t${A}`, [A, B]],
    ["4062", []],
    ["", []],
  ] as const)("%j holds the ids %j", ([text, ids]) => expect(idsIn(text)).toEqual(ids));
});

const copy = (id: string, status: PlacedCopy["status"] = "owned"): PlacedCopy => ({
  ...{ id, label: "", number: 1, status, itemId: id, name: id, variant: "", placeId: null },
});

test("each copy is found, missing or not expected, and a label of nothing is none of these", () => {
  const taken = takenStock([copy(A), copy(B)], [copy(A), copy(C)], [A, C, "unknown"]);
  expect(taken.found.map(({ id }) => id)).toEqual([A]);
  expect(taken.missing.map(({ id }) => id)).toEqual([B]);
  expect(taken.unexpected.map(({ id }) => id)).toEqual([C]);
});

test.for(["lent", "ordered", "missing"] as const)(
  "nobody looks for a copy that is %s, and it is found where it is scanned",
  (status) => {
    const kept = [copy(A), copy(B, status)];
    const taken = takenStock(kept, [], [A]);
    expect([taken.missing, taken.away.map(({ id }) => id)]).toEqual([[], [B]]);
    expect(takenStock(kept, [], [A, B]).found.map(({ id }) => id)).toEqual([A, B]);
  },
);

test("what is sold or given away is put nowhere", () => {
  const all = [copy(A), copy(B, "sold"), copy(C, "given")];
  expect(heldOf(all).map(({ id }) => id)).toEqual([A]);
});

test.for([
  ["4062", "4062"],
  ["x".repeat(10_000), `${"x".repeat(40)}…`],
  ["🧸".repeat(41), `${"🧸".repeat(40)}…`],
  ["\u202eab\u0000c\n d", "ab c d"],
] as const)("%j is said short, and turns no direction", ([text, short]) => {
  expect(shortOf(text).trim()).toBe(short);
});
