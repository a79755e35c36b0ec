import type { WatchedState } from "@/db/platform/queries/watched-databases";
import type { ComponentDay } from "@/db/platform/queries/watching";
import type { ComponentId } from "./components";

/** A day (UTC) of a component, in minutes of each state. */
export interface ShownDay extends Omit<ComponentDay, "component"> {
  /** The state that colours the day; null if nobody watched. */
  readonly state: WatchedState | null;
}

/** How many days a bar has. */
const DAYS = 90;

/** The 90 days of a component up to now, oldest first. */
export function daysOf(id: ComponentId, sums: readonly ComponentDay[], now: Date): ShownDay[] {
  const own = new Map(
    sums.filter(({ component }) => component === id).map((sum) => [sum.day, sum]),
  );
  return Array.from({ length: DAYS }, (_, nth) => {
    const day = new Date(now.getTime() - (DAYS - 1 - nth) * 86_400_000).toISOString().slice(0, 10);
    const { operational = 0, degraded = 0, down = 0, maintenance = 0 } = own.get(day) ?? {};
    const sums = { operational, degraded, down, maintenance };
    return { day, ...sums, state: stateOfDay(sums) };
  });
}

/** The worst state that lasted as long as an incident must last. A single minute of trouble colours no day. */
function stateOfDay(day: Pick<ShownDay, WatchedState>): WatchedState | null {
  const all = day.operational + day.degraded + day.down + day.maintenance;
  if (all === 0) return null;
  if (day.down >= 3 || day.down === all) return "down";
  if (day.degraded + day.down >= 3) return "degraded";
  return day.maintenance > 0 ? "maintenance" : "operational";
}

/** The part of watched minutes that was not down, 0 to 1; null before the first. */
export function uptimeOf(days: readonly ShownDay[]): number | null {
  const sum = (pick: (day: ShownDay) => number) => days.reduce((all, day) => all + pick(day), 0);
  const watched = sum((day) => day.operational + day.degraded + day.down);
  return watched === 0 ? null : 1 - sum(({ down }) => down) / watched;
}
