import { expect, test, vi } from "vitest";
import { databaseFaultOf } from "@/base/fault-code";
import { DatabaseUnavailable } from "./unavailable";

test("an error of a database is known by its code, whichever module graph made it", async () => {
  vi.resetModules();
  const other = await import("./unavailable");
  expect(other.DatabaseUnavailable).not.toBe(DatabaseUnavailable);
  for (const [updating, fault] of [
    [false, "away"],
    [true, "updating"],
  ] as const) {
    const error = new other.DatabaseUnavailable("It is so.", { updating });
    expect(databaseFaultOf(error)).toBe(fault);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(error.updating).toBe(updating);
  }
});

test.each([
  ["a bug", new Error("a bug")],
  ["an error of that name alone", Object.assign(new Error(), { name: "DatabaseUnavailable" })],
  ["an error with another code", Object.assign(new Error(), { code: "ECONNREFUSED" })],
  ["what is no error", { code: "SWINGTAG_DATABASE_AWAY" }],
  ["nothing", undefined],
])("%s says nothing of a database", (_, error) => {
  expect(databaseFaultOf(error)).toBeNull();
  expect(error).not.toBeInstanceOf(DatabaseUnavailable);
});
