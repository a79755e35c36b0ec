import { describe, expect, test } from "vitest";
import { askedOf, readHistoryAddress } from "./history-url";

describe("the address of the history", () => {
  test("asks for the days it names, both included", () => {
    const asked = askedOf(readHistoryAddress({ from: "2026-05-01", until: "2026-05-31" }), 20);
    expect(asked.from).toEqual(new Date("2026-05-01T00:00:00Z"));
    expect(asked.until).toEqual(new Date("2026-06-01T00:00:00Z"));
  });

  test.for(["0000-01-01", "9999-12-31", "2026-13-01", "2026-02-31", "2026-00-10", "today", ""])(
    "does not ask the database for the day %s",
    (day) => {
      const asked = askedOf(readHistoryAddress({ from: day, until: day }), 20);
      expect([asked.from, asked.until]).toEqual([undefined, undefined]);
    },
  );
});
