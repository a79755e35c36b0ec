import { beforeEach, expect, test, vi } from "vitest";
import { dayIn } from "@/db/tenant/loan";

const jar = new Map<string, string>();
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
  }),
}));
const { daysHere, today, zoneHere } = await import("./zone");

beforeEach(() => jar.clear());

test("a moment lies on another day east and west of Greenwich", () => {
  const late = new Date("2026-12-31T23:30:00Z");
  expect(dayIn("UTC", late)).toBe("2026-12-31");
  expect(dayIn("Asia/Tokyo", late)).toBe("2027-01-01");
  expect(dayIn("America/New_York", new Date("2027-01-01T04:30:00Z"))).toBe("2026-12-31");
});

test("the day is that of the browser that asks", async () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  jar.set("__Host-swingtag-zone", encodeURIComponent("Pacific/Kiritimati"));
  expect(await zoneHere()).toBe("Pacific/Kiritimati");
  expect(await today()).toBe(inHours(14).slice(0, 10));
  expect((await daysHere()).format(new Date("2026-11-22T12:00:00Z"))).toBe("23 November 2026");
  jar.set("__Host-swingtag-zone", encodeURIComponent("Pacific/Pago_Pago"));
  expect(await today()).toBe(inHours(-11).slice(0, 10));
});

test.each(["", "%", "Mars/Olympus", "__proto__", "x".repeat(4000), "%00", "../etc"])(
  "a zone that there is not, such as %j, is UTC",
  async (said) => {
    jar.set("__Host-swingtag-zone", said);
    expect(await zoneHere()).toBe("UTC");
  },
);
