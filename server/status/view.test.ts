import { describe, expect, test } from "vitest";
import type { Sample } from "@/db/platform/queries/watching";
import { COMPONENTS } from "./components";
import type { Snapshot } from "./platform-snapshot";
import type { StatusReading } from "./snapshot";
import { viewOf } from "./view";
import { phaseOf } from "./view-shapes";

const NOW = new Date("2026-11-22T12:00:30Z");
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

const sample = (component: string, change: Partial<Sample> = {}): Sample => ({
  component,
  at: minutes(-0.5),
  state: "operational",
  affected: 0,
  total: 1,
  says: "",
  ...change,
});
const all = COMPONENTS.map(({ id }) => sample(id));
const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  readAt: minutes(-0.1),
  watchedAt: minutes(-0.5),
  samples: all,
  days: [],
  incidents: [],
  windows: [],
  otherWindows: 0,
  ...change,
});
const known = (change: Partial<Snapshot> = {}, awaySince: Date | null = null): StatusReading => ({
  snapshot: snapshot(change),
  awaySince,
});
const but = (component: string, state: Sample["state"]) =>
  all.map((one) => (one.component === component ? { ...one, state, says: "So it is." } : one));
const incident = (change = {}) => ({
  id: "1",
  subject: "report",
  databaseId: null,
  components: ["files"],
  title: "Slow",
  automatic: false,
  state: "identified" as const,
  beganAt: minutes(-60),
  endedAt: null,
  updates: [],
  ...change,
});
const window = (change = {}) => ({
  id: "2",
  components: ["mail"],
  text: "New disk",
  concerns: "all" as const,
  databaseId: null,
  tenantId: null,
  beginsAt: minutes(-10),
  endsAt: minutes(10),
  endedAt: null,
  createdAt: minutes(-900),
  ...change,
});

describe("what the status page says", () => {
  test.each([
    ["where all is well", known(), "well", "Everything stands."],
    [
      "of one component down",
      known({ samples: but("mail", "down") }),
      "down",
      "Mail: not working.",
    ],
    [
      "of one degraded",
      known({ samples: but("own", "degraded") }),
      "degraded",
      "Databases of their own: not quite well.",
    ],
    ["in maintenance", known({ windows: [window()] }), "maintenance", "Work is being done."],
    [
      "of what was found down in a window",
      known({ samples: but("mail", "down"), windows: [window()] }),
      "maintenance",
      "Work is being done.",
    ],
    [
      "once a window is over",
      known({ samples: but("mail", "down"), windows: [window({ endsAt: minutes(-1) })] }),
      "down",
      "Mail: not working.",
    ],
    [
      "of an incident that the checks don't see",
      known({ incidents: [incident()] }),
      "degraded",
      "Photographs: not quite well.",
    ],
    [
      "after an incident",
      known({ incidents: [incident({ endedAt: minutes(-1) })] }),
      "well",
      "Everything stands.",
    ],
    [
      "when nobody watches",
      known({ watchedAt: minutes(-5) }),
      "unwatched",
      "Nobody is watching just now.",
    ],
    ["when the register is away", known({}, minutes(-2)), "down", "Register: not working."],
    [
      "before the first look",
      known({ watchedAt: null, samples: [] }),
      "unknown",
      "Nothing is known yet.",
    ],
    [
      "of a process that knows nothing",
      { snapshot: null, awaySince: minutes(-2) },
      "unknown",
      "Nothing is known yet.",
    ],
  ] as const)("%s", (_, given, overall, headline) => {
    expect(viewOf(given, NOW)).toMatchObject({ overall, headline });
  });

  test("when nobody watches is true of the jobs and the register, and old of everything else", () => {
    const { components, caution } = viewOf(known({ watchedAt: minutes(-5) }), NOW);
    const current = components.filter((one) => one.current).map(({ id, state }) => [id, state]);
    expect(current).toEqual([
      ["platform", "operational"],
      ["jobs", "down"],
    ]);
    expect(caution).toContain("22 November at 11:55 UTC");
  });

  test("when the register is away is old of everything but the register", () => {
    const view = viewOf(known({}, minutes(-2)), NOW);
    expect(view.answered).toBe(false);
    expect(view.components.filter((one) => one.current).map(({ id }) => id)).toEqual(["platform"]);
    expect(view.caution).toContain("11:58 UTC");
  });

  test("leaves out what was never watched, and names that no version knows", () => {
    const samples = [sample("mail"), sample("carrier pigeons")];
    expect(viewOf(known({ samples }), NOW).components.map(({ id }) => id)).toEqual(["mail"]);
  });

  test("shows 90 days, today last, and of the minutes watched those that were down", () => {
    const day = (day: string, change = {}) => ({
      component: "mail",
      day,
      operational: 1430,
      degraded: 0,
      down: 0,
      maintenance: 0,
      ...change,
    });
    const days = [
      day("2026-11-19", { down: 10 }),
      day("2026-11-20", { degraded: 5 }),
      day("2026-11-21", { down: 2 }),
      day("2026-11-22", { operational: 700, maintenance: 20 }),
    ];
    const mail = viewOf(known({ days }), NOW).components.find(({ id }) => id === "mail");
    expect(mail?.days).toHaveLength(90);
    expect(mail?.days.slice(-5).map(({ state }) => state)).toEqual([
      null,
      "down",
      "degraded",
      "operational",
      "maintenance",
    ]);
    expect(mail?.days.at(-1)?.day).toBe("2026-11-22");
    expect(mail?.uptime).toBeCloseTo(1 - 12 / (3 * 1430 + 700 + 10 + 5 + 2), 10);
  });
});

test.each([
  [{ beginsAt: minutes(1), endsAt: minutes(2) }, "announced"],
  [{ beginsAt: minutes(-1), endsAt: minutes(2) }, "now"],
  [{ beginsAt: minutes(0), endsAt: minutes(2) }, "now"],
  [{ beginsAt: minutes(-2), endsAt: minutes(0) }, "over"],
  [{ beginsAt: minutes(-2), endsAt: minutes(2), endedAt: minutes(-1) }, "over"],
  [{ beginsAt: minutes(1), endsAt: minutes(2), endedAt: minutes(-1) }, "called off"],
] as const)("a window %j is %s", (change, phase) => {
  expect(phaseOf(window(change), NOW)).toBe(phase);
});
