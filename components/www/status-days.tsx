/** A day of a component, in minutes of each state. */
export interface StatusDay {
  /** `2026-11-22`. */
  readonly day: string;
  readonly state: StatusState | null;
  readonly operational: number;
  readonly degraded: number;
  readonly down: number;
  readonly maintenance: number;
}

export type StatusState = "operational" | "degraded" | "down" | "maintenance";

/** 90 windows of a storey, a day each. Read aloud as one sentence for each day that was not well. */
export function StatusDays({
  days,
  uptime,
}: {
  days: readonly StatusDay[];
  uptime: number | null;
}) {
  return (
    <div className="status-days" role="img" aria-label={spoken(days, uptime)}>
      {days.map((day) => (
        <i
          key={day.day}
          data-state={day.state ?? "none"}
          title={`${dayInWords(day.day)}: ${minutesOf(day)}`}
        />
      ))}
    </div>
  );
}

/** The days of a component on which something was not well, in words; for those who can't point at a bar. */
export function TroubledDays({ days }: { readonly days: readonly StatusDay[] }) {
  return days
    .filter(isTroubled)
    .toReversed()
    .map((day) => (
      <li key={day.day}>
        <b>{dayInWords(day.day)}</b> {minutesOf(day)}
      </li>
    ));
}

/** Whether anything of a day was not well. */
export function isTroubled({ degraded, down, maintenance }: StatusDay): boolean {
  return degraded + down + maintenance > 0;
}

/** `99.98 % up`, rounded down so that 100 means all of it. */
export function uptimeInWords(uptime: number | null): string {
  if (uptime === null) return "not watched yet";
  const percent = Math.floor(uptime * 10_000) / 100;
  return `${uptime === 1 ? "100" : percent.toFixed(2)} % up`;
}

function spoken(days: readonly StatusDay[], uptime: number | null): string {
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

function minutesOf(day: StatusDay): string {
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

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });

function dayInWords(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}
