import { laidOut, type Series, type TimeRange } from "./series";

export interface TenantFigures {
  readonly name: string;
  readonly requests: number;
  readonly errors: number;
  /** On average, in milliseconds. */
  readonly ms: number;
}

/** Every worker reports the same jobs, so this adds up the kinds for each worker and takes the largest sum. */
export function jobsOf({ database, from, step }: TimeRange): Record<string, Series> {
  const rows = database
    .prepare(
      `select at, label, max(value) as value from
        (select cast((time - ?) / ? as integer) as at, json_extract(attributes, '$.state') as label,
            sum(value) as value
          from points where name = 'swingtag.jobs' and time >= ? group by time, label, instance)
        group by at, label`,
    )
    .all(from, step, from);
  return laidOut(rows);
}

/** The tenants that asked most. */
export function tenantsOf({ database, from }: TimeRange): TenantFigures[] {
  return database
    .prepare(
      `select json_extract(attributes, '$.tenant') as name,
          total(value) filter (where name = 'swingtag.tenant.requests') as requests,
          total(value) filter (where name = 'swingtag.tenant.errors') as errors,
          total(value) filter (where name = 'swingtag.tenant.ms') as ms
        from points where name in
          ('swingtag.tenant.requests', 'swingtag.tenant.errors', 'swingtag.tenant.ms') and time >= ?
        group by 1 order by requests desc limit 25`,
    )
    .all(from)
    .map(({ name, requests, errors, ms }) => ({
      name: String(name),
      requests: Number(requests),
      errors: Number(errors),
      ms: Number(requests) > 0 ? Number(ms) / Number(requests) : 0,
    }));
}
