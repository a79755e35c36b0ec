import { count, desc, eq, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { changeSets, changes } from "../schema";
import { inTheWay, listed, type Part, refuse, selectChangeSet } from "./undo";

/**
 * Takes a part of a change set back, as `undoChangeSet` takes all of it. Done again, nothing more is done.
 * @returns how many rows were taken back, and how many things were left alone
 * @throws Refusal as `undoChangeSet`, and `InTheWay` when nothing of the part could be taken back
 */
export async function undoPart(
  tx: WriteTx,
  id: string,
  {
    over,
    lost = [],
    part,
  }: Part & { readonly over: readonly string[]; readonly part: readonly string[] },
): Promise<{ rows: number; leftAlone: number }> {
  refuse(tx, await selectChangeSet(tx, id));
  const [done] = await tx
    .select({ rows: sql<number>`done.taken`, leftAlone: sql<number>`done.left_alone` })
    .from(
      sql`take_back_part(${id}::uuid, ${listed(over)}::uuid[], ${listed(lost)}::uuid[], false, ${listed(part)}::uuid[]) as done`,
    )
    .catch(inTheWay);
  return done ?? { rows: 0, leftAlone: 0 };
}

/**
 * The things of a change set, items and rows that belong to none, in the order in which parts of them are taken back: what
 * items may name comes before them, and goes after them: first what came last, because places lie in places.
 * @throws Refusal as `undoChangeSet`
 */
export async function listUndoThings(tx: ReadTx, id: string): Promise<string[]> {
  const thing = sql<string>`coalesce(${changes.itemId}, ${changes.rowId})`;
  const place = sql`min(case when ${changes.itemId} is not null then 1 when ${changes.before} is null then 2 else 0 end)`;
  const [set, rows] = await Promise.all([
    selectChangeSet(tx, id),
    tx
      .select({ thing })
      .from(changes)
      .where(eq(changes.changeSetId, id))
      .groupBy(thing)
      .orderBy(place, desc(sql`case when ${place} = 2 then max(${changes.at}) end`), thing),
  ]);
  refuse(tx, set);
  return rows.map((row) => row.thing);
}

/** How many rows a change set changed, but no more than `most`. @throws Refusal as `undoChangeSet` */
export async function countUndoRows(tx: ReadTx, id: string, most: number): Promise<number> {
  const some = tx
    .select({ id: changes.id })
    .from(changes)
    .where(eq(changes.changeSetId, id))
    .limit(most)
    .as("some");
  const [set, [counted]] = await Promise.all([
    selectChangeSet(tx, id),
    tx.select({ rows: count() }).from(some),
  ]);
  refuse(tx, set);
  return counted?.rows ?? 0;
}

/** Notes that the change set of this transaction took another back, when all parts of it have. @returns how many rows it did */
export async function noteUndone(tx: WriteTx, id: string): Promise<number> {
  await tx.update(changeSets).set({ undoes: id }).where(eq(changeSets.id, tx.changeSet));
  const [counted] = await tx
    .select({ rows: count() })
    .from(changes)
    .where(eq(changes.changeSetId, tx.changeSet));
  return counted?.rows ?? 0;
}
