import { isTroubled, type StatusDay } from "./status-day";
import { dayInWords, minutesOf, spoken } from "./status-day-words";

/** 90 windows of a storey, one for each day. Screen readers get one sentence for each day with trouble. */
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
