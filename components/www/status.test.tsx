import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Status, type StatusProps } from "./status";
import type { StatusDay } from "./status-day";
import { uptimeInWords } from "./status-day-words";
import { StatusDays } from "./status-days";

const day = (nth: number, change: Partial<StatusDay> = {}): StatusDay => ({
  day: new Date(Date.UTC(2026, 7, 25 + nth)).toISOString().slice(0, 10),
  state: "operational",
  operational: 1440,
  degraded: 0,
  down: 0,
  maintenance: 0,
  ...change,
});
const days = (change: (nth: number) => Partial<StatusDay> = () => ({})) =>
  Array.from({ length: 90 }, (_, nth) => day(nth, change(nth)));

const given = (change: Partial<StatusProps> = {}): StatusProps => ({
  overall: "well",
  headline: "Everything stands.",
  caution: "",
  watchedAt: "2026-11-22T12:00:00.000Z",
  components: [
    {
      id: "mail",
      name: "Mail",
      about: "letters",
      state: "operational",
      current: true,
      says: "",
      uptime: 1,
      days: days(),
    },
  ],
  incidents: [],
  windows: [],
  otherWindows: 0,
  ...change,
});
const page = (change: Partial<StatusProps> = {}) =>
  renderToStaticMarkup(<Status {...given(change)} />);

test("times stand in UTC where no JavaScript runs", () => {
  expect(page()).toContain(
    '<time class="local-time" dateTime="2026-11-22T12:00:00.000Z">12:00 UTC</time>',
  );
});

test("without anything to tell of the page says so", () => {
  expect(page()).toContain("Nothing went wrong, and no work was announced.");
});

test("texts of operators stay texts, however hostile or long", () => {
  const hostile = `<script>alert(1)</script>${"x".repeat(2000)}`;
  const html = page({
    incidents: [
      {
        id: "1",
        title: hostile,
        state: "identified",
        components: ["Mail"],
        beganAt: "2026-11-22T11:00:00.000Z",
        endedAt: null,
        updates: [{ id: "2", state: "identified", text: hostile, at: "2026-11-22T11:00:00.000Z" }],
      },
    ],
  });
  expect(html).not.toContain("<script");
  expect(html).toContain("x".repeat(2000));
});

test.each([
  [0, null],
  [1, "One announced maintenance concerns single sites."],
  [7, "7 announced maintenances concern single sites."],
])("of %i windows of single sites the page tells the number", (otherWindows, says) => {
  const html = page({ otherWindows });
  if (says) expect(html).toContain(says);
  else expect(html).not.toContain("single sites");
});

test("bars are read aloud as what was not well, the last twelve days of it in full", () => {
  const html = renderToStaticMarkup(
    <StatusDays
      days={days((nth) => (nth % 5 === 4 ? { state: "down", down: nth + 1 } : {}))}
      uptime={0.9876}
    />,
  );
  expect(html).toContain(
    "90 of the last 90 days watched, 98.76 % up. 6 earlier days with trouble.",
  );
  expect(html).toContain("22 November: down for 1.5 hours.");
  expect(html.match(/<i /g)).toHaveLength(90);
});

test.each([
  [null, "not watched yet"],
  [1, "100 % up"],
  [0.99999, "99.99 % up"],
  [0.5, "50.00 % up"],
  [0, "0.00 % up"],
])("an uptime of %s is %s", (uptime, words) => {
  expect(uptimeInWords(uptime)).toBe(words);
});
