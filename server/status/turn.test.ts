import { expect, test } from "vitest";
import type { WatchedState } from "@/db/platform/queries/watched-databases";
import { excused, turnOf } from "./turn";

const LETTERS: Readonly<Record<string, WatchedState>> = {
  o: "operational",
  d: "degraded",
  x: "down",
  m: "maintenance",
};

test.each([
  // Newest first.
  ["", false, "stay"],
  ["x", false, "stay"],
  ["xx", false, "stay"],
  ["xxx", false, "open"],
  ["xdx", false, "open"],
  ["ddd", false, "open"],
  ["oxxx", false, "stay"],
  ["xxox", false, "stay"],
  ["xxmx", false, "stay"],
  ["mmm", false, "stay"],
  ["ooo", false, "stay"],
  ["xxx", true, "stay"],
  ["oxx", true, "stay"],
  ["oox", true, "close"],
  ["omx", true, "stay"],
  ["mmx", true, "stay"],
  ["oo", true, "close"],
  ["o", true, "stay"],
  ["", true, "stay"],
] as const)("after %s, with an incident open: %s, it is to %s", (recent, open, turn) => {
  const states = [...recent].map((letter) => LETTERS[letter] ?? "operational");
  expect(turnOf(open, states)).toBe(turn);
});

const ofAll = { concerns: "all", components: ["mail"], databaseId: null } as const;
const ofOne = { concerns: "database", components: [], databaseId: "a" } as const;
const ofTenant = { concerns: "tenant", components: [], databaseId: "b" } as const;

test.each([
  ["mail that is down, without a window", "mail", "down", [], [], "down"],
  ["mail that is down, in its window", "mail", "down", [], [ofAll], "maintenance"],
  ["mail that works, in its window", "mail", "operational", [], [ofAll], "maintenance"],
  ["files that are down, in the window of mail", "files", "down", [], [ofAll], "down"],
  ["the one database in its window", "own", "degraded", ["a"], [ofOne], "maintenance"],
  ["the database of the one tenant", "own", "degraded", ["b"], [ofTenant], "maintenance"],
  ["two databases, one of them in a window", "own", "degraded", ["a", "c"], [ofOne], "degraded"],
  [
    "two databases, each in a window",
    "pools",
    "down",
    ["a", "b"],
    [ofOne, ofTenant],
    "maintenance",
  ],
  ["databases that answer, one in a window", "own", "operational", [], [ofOne], "operational"],
  ["mail that is down, in the window of a database", "mail", "down", [], [ofOne], "down"],
] as const)("%s", (_, component, state, failing, windows, called) => {
  expect(excused({ component, state }, failing, windows)).toBe(called);
});
