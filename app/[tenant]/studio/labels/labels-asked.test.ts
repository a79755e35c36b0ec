import { expect, test } from "vitest";
import { lookAsked, partOf } from "./labels-asked";

const all = Array.from({ length: 450 }, (_, at) => ({ id: String(at), title: "", lines: [] }));

test.for([
  ["", "0", 200, 1],
  ["part=2", "200", 200, 2],
  ["part=3", "400", 50, 3],
  ["part=99", "400", 50, 3],
  ["part=-1", "0", 200, 1],
  ["part=__proto__", "0", 200, 1],
] as const)("of 450 places %j begins with the one at %s", ([query, first, count, part]) => {
  const found = partOf(all, new URLSearchParams(query));
  expect(found.labels[0]?.id).toBe(first);
  expect(found.labels).toHaveLength(count);
  expect([found.part, found.parts]).toEqual([part, 3]);
});

test("of nothing is one part without labels", () => {
  expect(partOf([], new URLSearchParams())).toEqual({ labels: [], part: 1, parts: 1 });
});

test.for([
  ["", "code"],
  ["look=museum", "museum"],
  ["look=museum&ids=a", "museum"],
  ["look=museum&places=all", "code"],
  ["look=museum&place=a", "code"],
  ["look=__proto__", "code"],
] as const)("labels of %j are %s labels", ([query, look]) => {
  expect(lookAsked(new URLSearchParams(query))).toBe(look);
});
