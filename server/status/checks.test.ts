import { expect, test } from "vitest";
import type { ListedInstance } from "@/db/platform/queries/instances";
import { checkDatabases } from "./checks";
import { checkJobs, checkSites } from "./process-checks";

const NOW = Date.UTC(2026, 0, 1, 12);

/** A process that began and was heard of last so many seconds ago. */
const one = (kind: "web" | "worker", began: number, silent: number): ListedInstance => ({
  name: `${kind} ${began}`,
  kind,
  version: "1",
  startedAt: new Date(NOW - began * 1000),
  seenAt: new Date(NOW - silent * 1000),
  silent,
});

test.each([
  ["nobody is known", [], null],
  ["two speak", [one("web", 900, 5), one("web", 900, 14)], ["operational", 0, 2]],
  ["one of two is silent", [one("web", 900, 5), one("web", 900, 100)], ["degraded", 1, 2]],
  ["a silent one was replaced", [one("web", 60, 5), one("web", 900, 100)], ["operational", 0, 1]],
  ["all are silent", [one("web", 900, 100), one("web", 900, 60)], ["down", 2, 2]],
  ["only a worker speaks", [one("worker", 900, 5)], null],
] as const)("where %s", (_, instances, expected) => {
  const found = checkSites(instances);
  expect(found && [found.state, found.affected, found.total]).toEqual(expected);
});

test.each([
  ["a worker that speaks", [one("worker", 900, 60)], 0, "operational"],
  ["a worker that nobody can ask", [one("worker", 900, 60)], null, "operational"],
  ["a worker that fell silent", [one("worker", 900, 200)], 0, "down"],
  ["only a web process", [one("web", 900, 5)], 0, "down"],
  ["more waiting than it takes up at a time", [one("worker", 900, 60)], 5, "degraded"],
] as const)("jobs with %s", (_, instances, overdue, state) => {
  expect(checkJobs(instances, overdue).state).toBe(state);
});

test.each([
  [0, 0, 0, null, undefined],
  [0, 3, 0, "operational", ""],
  [0, 3, 1, "degraded", "1 of 3 shared databases answers slowly."],
  [1, 3, 0, "degraded", "1 of 3 shared databases does not answer."],
  [2, 3, 1, "degraded", "2 of 3 shared databases do not answer."],
  [3, 3, 0, "down", "3 of 3 shared databases do not answer."],
] as const)("%i failing of %i pools, %i slow", (failing, total, slow, state, says) => {
  const found = checkDatabases("pools", failing, total, slow);
  expect(found?.state ?? null).toBe(state);
  expect(found?.says).toBe(says);
});
