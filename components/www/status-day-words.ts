import { isTroubled, type StatusDay } from "./status-day";

/** 90 days as one text: how many were watched, and each day with trouble, of which the last twelve are told. */
export function spoken(days: readonly StatusDay[], uptime: number | null): string {
  const watched = days.filter(({ state }) => state !== null).length;
  const troubled = days.filter(isTroubled);
  const told = troubled.slice(-12).map((day) => `${dayInWords(day.day)}: ${minutesOf(day)}.`);
  const rest = troubled.length > 12 ? [`${troubled.length - 12} earlier days with trouble.`] : [];
  return [
    `${watched} of the last 90 days watched, ${uptimeInWords(uptime)}.`,
    ...rest,
    ...told,
  ].join(" ");
}

/** `99.98 % up`, rounded down so that 100 means all of it. */
export function uptimeInWords(uptime: number | null): string {
  if (uptime === null) return "not watched yet";
  const percent = Math.floor(uptime * 10_000) / 100;
  return `${uptime === 1 ? "100" : percent.toFixed(2)} % up`;
}

/** How a day went: `down for 3 minutes, degraded for 2 hours`, or `working`. */
export function minutesOf(day: StatusDay): string {
  if (day.state === null) return "not watched";
  const parts = [
    [day.down, "down"],
    [day.degraded, "degraded"],
    [day.maintenance, "in maintenance"],
  ] as const;
  const told = parts
    .filter(([minutes]) => minutes > 0)
    .map(([minutes, how]) => `${how} for ${lengthInWords(minutes)}`);
  return told.length > 0 ? told.join(", ") : "working";
}

function lengthInWords(minutes: number): string {
  if (minutes < 90) return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  return `${(minutes / 60).toFixed(1).replace(/\.0$/, "")} hours`;
}

/** `22 November`, of `2026-11-22`. */
export function dayInWords(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
