import type { TenantRows } from "./rows";
import { UNDO_DAYS } from "./tenant/in-history";

/** How long people can read what was done, in days. */
const READ_DAYS = 730;

/** A day more than work can be taken back, so that nobody takes back what is being thinned. */
const WHOLE_DAYS = UNDO_DAYS + 1;

/** How many changes a site's history holds at most: that are only read, and that can be taken back. */
export const MOST = { read: 200_000, whole: 1_000_000 } as const;

/** How many letters of a text stay. */
const LETTERS = 200;

/** Change sets that are whole and need not be any more, and the photos whose files nothing else needs. */
export interface Outdated {
  readonly ids: readonly string[];
  readonly photoKeys: readonly string[];
}

/**
 * The oldest change sets that are whole, if they can't be taken back any more or the history holds too much. They are held
 * until the transaction ends, so that nobody takes one back while its files go.
 * @param changes about how many changes they hold together
 */
export async function listOutdated(
  { sql }: TenantRows,
  { changes, most = MOST.whole }: { readonly changes: number; readonly most?: number },
): Promise<Outdated> {
  const old = await sql<{ id: string }[]>`
    with counted as (
      select s.id, s.at, (select count(*) from changes c
        where c.tenant_id = s.tenant_id and c.change_set_id = s.id) as rows
      from change_sets s where s.thinned_at is null order by s.at, s.id limit 2000),
    summed as (select c.*, sum(c.rows) over (order by c.at, c.id) - c.rows as earlier from counted c)
    select s.id from summed s where s.earlier < ${changes} and (
      s.at < now() - make_interval(days => ${WHOLE_DAYS})
      or s.earlier + ${most} < (select count(*) from changes c
        join change_sets w on w.tenant_id = c.tenant_id and w.id = c.change_set_id where w.thinned_at is null))`;
  const held = await sql<{ id: string }[]>`
    select s.id from change_sets s where s.id = any(${`{${old.map(({ id }) => id).join(",")}}`}::text::uuid[])
      and s.thinned_at is null order by s.id for update`;
  const ids = held.map(({ id }) => id);
  // A statement of its own, which sees what was taken back until they were held.
  const keys = await sql<{ key: string }[]>`
    with old as (select unnest(${`{${ids.join(",")}}`}::text::uuid[]) as id)
      select distinct c.before ->> 'key' as key from changes c join old on old.id = c.change_set_id
      where c.table_name = 'photos' and c.before ->> 'key' ~ '^photos/[0-9a-f-]{36}$'
        and not exists (select from photos p where p.key = c.before ->> 'key')
        and not exists (select from changes l join change_sets s on s.tenant_id = l.tenant_id and s.id = l.change_set_id
          where l.tenant_id = c.tenant_id and l.row_id = c.row_id
            and l.before ->> 'key' = c.before ->> 'key' and s.thinned_at is null and s.id not in (select id from old))`;
  return { ids, photoKeys: keys.map(({ key }) => key) };
}

/** Leaves of change sets what people read of them: who, when, and each field with the beginning of its text. */
export async function thin({ sql }: TenantRows, ids: readonly string[]): Promise<void> {
  const listed = `{${ids.join(",")}}`;
  await sql`
    update changes set before = thinned(before, ${LETTERS}), after = thinned(after, ${LETTERS})
    where change_set_id = any(${listed}::text::uuid[])`;
  await sql`update change_sets set thinned_at = now() where id = any(${listed}::text::uuid[])`;
}

/**
 * Removes of what is only read the oldest: what is past its days, what is beyond the most, and sets of which no change
 * is left because its item was deleted for good.
 */
export async function removeRead({ sql }: TenantRows, most: number = MOST.read): Promise<void> {
  await sql`
    with counted as (
      select s.id, s.at, (select count(*) from changes c
        where c.tenant_id = s.tenant_id and c.change_set_id = s.id) as rows
      from change_sets s where s.thinned_at is not null),
    summed as (select c.*, sum(c.rows) over (order by c.at desc, c.id) as later from counted c)
    delete from change_sets where id in (select s.id from summed s
      where s.later > ${most} or s.rows = 0 or s.at < now() - make_interval(days => ${READ_DAYS}))`;
}
