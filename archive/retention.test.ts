import { expect, test } from "vitest";
import { nameAt, retainedAs } from "./retention";

const DAY = 86_400_000;

test("of two archives of one second the later one sorts after the other, whatever marks them", () => {
  const moment = Date.parse("2026-11-22T02:07:00.249Z");
  const names = [nameAt(new Date(moment), "ffff"), nameAt(new Date(moment + 1), "0000")];
  expect(names).toEqual(["2026-11-22t02-07-00-249z-ffff.zip", "2026-11-22t02-07-00-250z-0000.zip"]);
  expect([...names].sort()).toEqual(names);
});

test.each([
  ["2026-11-22t02-07-00-250z-4f1c.zip", "2026-11-22T02:07:00.250Z"],
  // As it was written until November 2026.
  ["2026-11-22t02-07-00z-night.zip", "2026-11-22T02:07:00.000Z"],
])("%s is read as its moment", (name, at) => {
  expect(retainedAs(name, 7, 2)).toEqual({
    name,
    at: new Date(at),
    bytes: 7,
    until: new Date(Date.parse(at) + 2 * DAY),
  });
});

test.each(["2026-13-22t02-07-00z-4f1c.zip", "2026-11-22t02-07-00-25z-4f1c.zip", "2026.zip"])(
  "%s is no name of ours",
  (name) => expect(retainedAs(name, 7, 2)).toBeNull(),
);
