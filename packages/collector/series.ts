import type { DatabaseSync } from "node:sqlite";

/** Values over time, one for each step, null where nothing was told. */
export type Series = (number | null)[];

/** How many steps a chart has. */
export const STEPS = 60;

/** The time that charts show. */
export interface TimeRange {
  readonly database: DatabaseSync;
  readonly from: number;
  readonly step: number;
}

/**
 * A figure over time for each value of `by`: `each` sums within an instance, `together` over all instances.
 * Both are SQL from our own code only.
 */
export function seriesOf(
  { database, from, step }: TimeRange,
  name: string,
  by: string | null,
  each: string,
  together: "sum" | "max",
): Record<string, Series> {
  const label =
    by === "instance" ? "instance" : by ? `json_extract(attributes, '$.${by}')` : "'all'";
  const rows = database
    .prepare(
      `select at, label, ${together}(value) as value from
        (select cast((time - ?) / ? as integer) as at, ${label} as label, ${each} as value
          from points where name = ? and time >= ?
          group by at, label, instance, iif(${by === null}, attributes, ''))
        group by at, label`,
    )
    .all(from, step, name, from);
  return laidOut(rows);
}

/** Rows of step, label and value as one series for each label. */
export function laidOut(rows: readonly Record<string, unknown>[]): Record<string, Series> {
  const series = new Map<string, Series>();
  for (const { at, label, value } of rows) {
    const known = series.get(String(label)) ?? Array<number | null>(STEPS).fill(null);
    if (Number(at) < STEPS) known[Number(at)] = Number(value);
    series.set(String(label), known);
  }
  return Object.fromEntries(series);
}
