import { describe, expect, test } from "vitest";
import type { PlacedCopy } from "@/db/tenant/queries/places";
import { idsIn, takenStock } from "./taken";

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

test("each copy is found, missing or not expected, and a label of nothing is none of these", () => {
  const copy = (id: string): PlacedCopy => ({
    ...{ id, label: "", number: 1, itemId: id, name: id, variant: "", placeId: null },
  });
  const taken = takenStock([copy(A), copy(B)], [copy(A), copy(C)], [A, C, "unknown"]);
  expect(taken.found.map(({ id }) => id)).toEqual([A]);
  expect(taken.missing.map(({ id }) => id)).toEqual([B]);
  expect(taken.unexpected.map(({ id }) => id)).toEqual([C]);
});
