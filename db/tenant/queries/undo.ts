import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { inHistoryBy } from "../audiences";
import { UNDO_DAYS } from "../in-history";
import { changeSets, changes, items } from "../schema";

/**
 * How a row of a change set stands: it can be taken back (`clear`), is so already (`done`), was changed since
 * (`changed`), or can't be: it was removed since (`gone`), another has its value (`taken`), what it hangs on is gone
 * (`orphan`), its files are (`lost`).
 */
export type Standing = "clear" | "done" | "changed" | "gone" | "taken" | "orphan" | "lost";

/** A row that is not taken back unasked. */
export interface LeftAlone {
  /** Its item, or the row itself where it belongs to none. What is chosen is chosen by this. */
  readonly thing: string;
  /** What the item is called, or was. */
  readonly name: string;
  readonly tableName: string;
  readonly standing: Exclude<Standing, "clear" | "done">;
  /** The columns whose value is taken, or the table whose row is gone. */
  readonly detail: string;
}

/** What taking a change set back would do. */
export interface UndoPlan {
  readonly clear: number;
  /** How many rows are left alone, and the first of them. */
  readonly leftAlone: number;
  readonly first: readonly LeftAlone[];
}

/** How many rows that are left alone a plan names. */
const NAMED = 100;

/** What is asked of an undo, or of a part of it. */
export interface Part {
  /** Rows whose files are gone. */
  readonly lost?: readonly string[];
  /** Things, as `listUndoThings` has them; all of the change set where it is not said. */
  readonly part?: readonly string[];
}

/**
 * What taking a change set back would do, before it is done.
 * @throws Refusal (403), (404), (409) as `undoChangeSet`
 */
export async function planUndo(
  tx: ReadTx,
  id: string,
  { lost = [], part }: Part = {},
): Promise<UndoPlan> {
  // Planned once: how many rows stand how, with the first that are left alone.
  const plan = sql`plan_undo(${id}::uuid, ${listed(lost)}::uuid[], ${part ? listed(part) : null}::uuid[]) as plan`;
  const standing = sql<Standing>`plan.standing`;
  const isLeft = sql`plan.standing not in ('clear', 'done')`;
  const thing = sql`coalesce(plan.item_id, plan.row_id)`;
  // Looked up one by one: a join is planned without knowing of how many rows.
  const name = sql`coalesce((select ${items.name} from ${items} where ${items.id} = plan.item_id),
    (select coalesce(${changes.before} ->> 'name', ${changes.after} ->> 'name') from ${changes}
      where ${changes.changeSetId} = ${id} and ${changes.tableName} = 'items' and ${changes.rowId} = plan.item_id), '')`;
  const [set, standings] = await Promise.all([
    selectChangeSet(tx, id),
    tx
      .select({
        standing,
        rows: sql<number>`count(*)::int`,
        first: sql`to_json(coalesce((array_agg(json_build_object('thing', ${thing}, 'name', ${name},
          'tableName', plan.table_name, 'standing', plan.standing, 'detail', plan.detail)
          order by ${name}, ${thing}, plan.table_name) filter (where ${isLeft}))[1:${sql.raw(String(NAMED))}], '{}'))`.mapWith(
          (json: string): readonly LeftAlone[] => JSON.parse(json),
        ),
      })
      .from(plan)
      .groupBy(standing),
  ]);
  refuse(tx, set);
  const rowsThat = (isSo: (standing: Standing) => boolean) =>
    standings.reduce((sum, one) => sum + (isSo(one.standing) ? one.rows : 0), 0);
  return {
    clear: rowsThat((one) => one === "clear"),
    leftAlone: rowsThat((one) => one !== "clear" && one !== "done"),
    first: standings
      .flatMap(({ first }) => first)
      .sort(byName)
      .slice(0, NAMED),
  };
}

function byName(one: LeftAlone, other: LeftAlone): number {
  const [left, right] = [one, other].map(({ name, thing, tableName }) =>
    [name, thing, tableName].join("\n"),
  );
  return (left ?? "") < (right ?? "") ? -1 : 1;
}

/**
 * Takes back exactly what a change set changed. Rows that were changed since are left alone unless chosen; what can't be
 * taken back is left alone always. It is a change set itself, so it can be taken back.
 * @param over what was changed since and is taken back all the same: items, or rows that belong to none, by their ids
 * @param lost rows whose files are gone
 * @returns how many rows were taken back
 * @throws Refusal (403) for whom it is too much, (404) when there is no such change set, (409) when its days are over
 */
export async function undoChangeSet(
  tx: WriteTx,
  id: string,
  {
    over = [],
    lost = [],
  }: { readonly over?: "all" | readonly string[]; readonly lost?: readonly string[] } = {},
): Promise<{ rows: number }> {
  refuse(tx, await selectChangeSet(tx, id));
  const chosen = over === "all" ? sql`null` : sql`${listed(over)}`;
  return { rows: (await takeBack(tx, id, sql`${chosen}::uuid[], ${listed(lost)}::uuid[]`)) ?? 0 };
}

/**
 * As `undoChangeSet`, but where anything would be left alone it does nothing. So what a person is asked first and what is
 * done are planned once.
 * @returns how many rows were taken back, or the plan where some would be left alone
 * @throws Refusal as `undoChangeSet`
 */
export async function undoWhole(
  tx: WriteTx,
  id: string,
  { lost = [] }: { readonly lost?: readonly string[] } = {},
): Promise<{ rows: number } | UndoPlan> {
  refuse(tx, await selectChangeSet(tx, id));
  const rows = await takeBack(tx, id, sql`'{}'::uuid[], ${listed(lost)}::uuid[], true`);
  return rows === null ? planUndo(tx, id, { lost }) : { rows };
}

/** @returns null where it is to be done whole or not at all, and can't be done whole */
async function takeBack(tx: WriteTx, id: string, how: SQL): Promise<number | null> {
  const [done] = await tx
    .select({ rows: sql<number | null>`take_back(${changeSets.id}, ${how})` })
    .from(changeSets)
    .where(eq(changeSets.id, id))
    .catch(inTheWay);
  return done ? done.rows : 0;
}

/** Something that came since, or that another part is still to take back, stands in the way. */
export class InTheWay extends Refusal {}

/** @throws InTheWay for what a transaction met that takes back, or the error itself */
export function inTheWay(error: unknown): never {
  throw isInTheWay(error)
    ? new InTheWay(
        "Something that came since stands in the way of this, so nothing was taken back. Take back what came later first.",
        { status: 409 },
      )
    : error;
}

/** The photos that an undo brings back or shows by former files, which it can only if these are there. */
export async function listPhotosOfUndo(
  tx: ReadTx,
  id: string,
): Promise<{ id: string; key: string }[]> {
  return tx
    .select({ id: changes.rowId, key: sql<string>`${changes.before} ->> 'key'` })
    .from(changes)
    .where(
      and(
        eq(changes.changeSetId, id),
        eq(changes.tableName, "photos"),
        isNotNull(sql`${changes.before} ->> 'key'`),
      ),
    );
}

/** SQLSTATE class 23: a unique value, a reference, or a check that came since. */
function isInTheWay(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return cause instanceof Error && "code" in cause && String(cause.code).startsWith("23");
}

interface SetSeen {
  readonly fields: readonly string[];
  readonly isOver: boolean;
}

/** What is asked of a change set before it is taken back; `refuse` judges it. */
export async function selectChangeSet(tx: ReadTx, id: string): Promise<SetSeen | undefined> {
  const [row] = await tx
    .select({
      fields: changeSets.fields,
      isOver: sql<boolean>`${changeSets.thinnedAt} is not null or ${changeSets.at} < now() - make_interval(days => ${UNDO_DAYS})`,
    })
    .from(changeSets)
    .where(eq(changeSets.id, id));
  return row;
}

/** @throws Refusal as `undoChangeSet` */
export function refuse({ actor }: ReadTx, set: SetSeen | undefined): asserts set is SetSeen {
  if (actor.kind !== "system" && (actor.kind !== "member" || actor.role === "viewer"))
    throw new Refusal("Your role on this site does not include this. Ask an owner.", {
      status: 403,
    });
  if (!set) throw new Refusal("There is nothing to take back.", { status: 404 });
  if (set.isOver)
    throw new Refusal(`This is more than ${UNDO_DAYS} days ago and can't be taken back any more.`, {
      status: 409,
    });
  if (actor.kind === "member" && actor.role !== "owner" && set.fields.some(isOwners))
    throw new Refusal("Only an owner of this site can take this back.", { status: 403 });
}

/** Whether a field, such as `site.name` or `copies+`, is of a table that owners alone change. */
function isOwners(field: string): boolean {
  const history = inHistoryBy.get(field.split(/[.+-]/)[0] ?? "");
  return history?.kept === true && history.by === "owner";
}

/** Ids as Postgres writes an array. */
export function listed(ids: readonly string[]): string {
  return `{${ids.join(",")}}`;
}
