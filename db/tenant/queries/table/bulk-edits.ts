import { randomUUID } from "node:crypto";
import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gt,
  isNull,
  not,
  type SQL,
  sql,
} from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { changeSets, items } from "../../schema";
import { bulkEdits } from "../../table-schema";
import { openItem } from "../drafts";
import { insertItem } from "../items";
import { holdAllNamed } from "../named";
import { holdFields, holdNamedFields } from "../own-fields";
import { holdNamedPlaces } from "../places";
import { holdTemplate } from "../templates";
import {
  type Change,
  fieldOfChange,
  MOST_DUPLICATES,
  problemOfChange,
  readSelection,
  type Selection,
} from "./change";
import { changeRows, isUnable, wouldDiffer } from "./change-rows";
import { isOwnKey, type TableFields } from "./fields";
import { countSelected, isSelected, listChosen, type TableRow } from "./rows";
import { listTableFields } from "./site-fields";

/** What a bulk edit would do, before it does it. */
export interface Preview {
  /** How many items are meant, in all. */
  readonly total: number;
  /** How many of them would be different afterwards. */
  readonly changes: number;
  /** How many can't be changed so: without a copy, or with as many tags as there may be. */
  readonly unable: number;
  /** The first that would be different, as they are now. */
  readonly sample: readonly TableRow[];
  /** When this was so, in microseconds since 1970. What is changed later is left alone. */
  readonly seen: string;
}

/** How far a bulk edit is, or how it ended. */
export interface Progress {
  readonly id: string;
  readonly change: Change;
  /** How many items were meant when it began. */
  readonly total: number;
  /** How many it has come by. */
  readonly passed: number;
  readonly changed: number;
  /** How many were changed by others since the preview and left alone, and the first of them. */
  readonly leftAlone: number;
  readonly left: readonly { readonly id: string; readonly name: string }[];
  readonly ended: boolean;
  /** Why it was given up; empty where it was not. */
  readonly problem: string;
}

/** How many examples a preview shows. */
const SAMPLE = 5;

/** How many rows that were left alone are named. */
const NAMED = 100;

/**
 * How many items are changed in one transaction, which ends in time on a busy server too. A duplicate is several queries;
 * who sees an item is carried to all that hangs on it, some sixty rows.
 */
const BATCH = { duplicate: 20, carried: 100, others: 500 } as const;

/** Looks at what a change would do. */
export async function previewChange(
  tx: ReadTx,
  fields: TableFields,
  selection: Selection,
  change: Change,
): Promise<Preview> {
  const selected = isSelected(tx, selection, fields);
  const cannot = isUnable(tx, change, fields);
  const unable = cannot && and(selected, cannot);
  const differing = and(selected, wouldDiffer(tx, change, fields), cannot && not(cannot));
  const [[all], [different], [out], sample] = await Promise.all([
    tx
      .select({
        value: count(),
        seen: sql<string>`(extract(epoch from clock_timestamp()) * 1000000)::bigint::text`,
      })
      .from(items)
      .where(selected),
    tx.select({ value: count() }).from(items).where(differing),
    unable ? tx.select({ value: count() }).from(items).where(unable) : [{ value: 0 }],
    listChosen(tx, differing, SAMPLE),
  ]);
  return {
    total: all?.value ?? 0,
    changes: different?.value ?? 0,
    unable: out?.value ?? 0,
    sample,
    seen: all?.seen ?? "0",
  };
}

/**
 * Writes down what is to be done. The same id again is the same edit, as it was written down first.
 * @param seen of the preview that the person has agreed to
 * @throws Refusal (409) when so many duplicates are not made at once, or the id is that of anything else
 */
export async function beginBulkEdit(
  tx: WriteTx,
  edit: {
    readonly id: string;
    readonly memberId: string;
    readonly selection: Selection;
    readonly change: Change;
    readonly seen: string;
  },
): Promise<{ readonly total: number }> {
  const { selection, change, seen, ...who } = edit;
  const fields = await listTableFields(tx);
  const total = await countSelected(tx, fields, selection);
  if (change.do === "duplicate" && total > MOST_DUPLICATES)
    throw new Refusal(`Up to ${MOST_DUPLICATES} items are duplicated at once. Pick fewer.`, {
      status: 409,
    });
  const [begun] = await tx
    .insert(bulkEdits)
    .values({ ...who, selection, change, total, seen: Number(seen) })
    .onConflictDoNothing()
    .returning({ total: bulkEdits.total });
  if (begun) {
    await refuseKnownChangeSet(tx, who.id);
    return begun;
  }
  const [before] = await tx
    .select({ total: bulkEdits.total, memberId: bulkEdits.memberId })
    .from(bulkEdits)
    .where(eq(bulkEdits.id, who.id));
  if (before?.memberId !== who.memberId) throw isTaken();
  return { total: before.total };
}

/** An edit is the change set of its id: in one that there was before, the history would tell it as somebody else's. */
async function refuseKnownChangeSet(tx: WriteTx, id: string): Promise<void> {
  const [known] = await tx
    .select({ id: changeSets.id })
    .from(changeSets)
    .where(eq(changeSets.id, id));
  if (known) throw isTaken();
}

function isTaken(): Refusal {
  return new Refusal("This was something else before. Pick the items again.", { status: 409 });
}

/**
 * Does the next part of a bulk edit and notes it in the same transaction, so that after a kill nothing is done twice and
 * nothing left out. Items that were changed or came since the preview are left alone.
 * @throws Refusal (404) when there is no such edit
 */
export async function continueBulkEdit(tx: WriteTx, id: string): Promise<Progress> {
  const [edit] = await tx.select().from(bulkEdits).where(eq(bulkEdits.id, id)).for("update");
  if (!edit) throw noSuchEdit();
  if (edit.endedAt) return progressOf(edit);
  const { selection, change, reached, seen } = edit;
  const fields = await heldFields(tx, change);
  const problem = await problemNow(tx, { selection, change }, fields);
  if (problem) return giveUp(tx, edit, problem);
  const size = BATCH[kindOf(change)];
  const next = await tx
    .select({
      id: items.id,
      name: items.name,
      isLater: sql<boolean>`${microseconds(items.updatedAt)} > ${seen}`,
    })
    .from(items)
    .where(
      and(
        isSelected(tx, selection, fields),
        sql`${microseconds(items.createdAt)} <= ${seen}`,
        reached === null ? undefined : gt(items.id, reached),
      ),
    )
    .orderBy(asc(items.id))
    .limit(size)
    .for("no key update");
  const later = next.filter(({ isLater }) => isLater);
  const ids = next.flatMap(({ id: one, isLater }) => (isLater ? [] : [one]));
  const changed =
    change.do === "duplicate"
      ? await duplicateAll(tx, ids)
      : (await changeRows(tx, ids, change, fields)).length;
  const [now] = await tx
    .update(bulkEdits)
    .set({
      reached: next.at(-1)?.id ?? reached,
      passed: edit.passed + next.length,
      changed: edit.changed + changed,
      leftAlone: edit.leftAlone + later.length,
      left: [...edit.left, ...later.map(({ id: one, name }) => ({ id: one, name }))].slice(
        0,
        NAMED,
      ),
      ...(next.length < size && { endedAt: sql`clock_timestamp()` }),
    })
    .where(eq(bulkEdits.id, id))
    .returning();
  if (!now) throw noSuchEdit();
  return progressOf(now);
}

function kindOf(change: Change): keyof typeof BATCH {
  if (change.do === "duplicate") return "duplicate";
  const isCarried = change.do === "trash" || ("field" in change && change.field === "visibility");
  return isCarried ? "carried" : "others";
}

/**
 * The fields there are. What the change names is held before any item. While an owner's field is written in, nobody
 * changes what fields there are: a choice that is renamed meanwhile would be written under its former name.
 */
async function heldFields(tx: WriteTx, change: Change): Promise<TableFields> {
  const isOwnKeyed = "field" in change && isOwnKey(change.field);
  if (isOwnKeyed || change.do === "template") await holdFields(tx);
  if (change.do === "duplicate" || change.do === "template") await holdAllNamed(tx);
  const fields = await listTableFields(tx);
  const own = fieldOfChange(change, fields)?.own;
  if (!own) return fields;
  await holdNamedFields(tx, [own]);
  return listTableFields(tx);
}

/** Why the next part can't be done any more, or null. What it names is held until the part is written. */
async function problemNow(
  tx: WriteTx,
  { selection, change }: Pick<typeof bulkEdits.$inferSelect, "selection" | "change">,
  fields: TableFields,
): Promise<string | null> {
  if (!readSelection(selection, fields))
    return "What the filter asks for, a field or a place, is not there any more.";
  const problem = problemOfChange(change, fields);
  if (problem) return problem;
  if (change.do === "template" && !(await holdTemplate(tx, change.template)))
    return "This template is not there any more.";
  const isPlaced = change.do === "set" && fieldOfChange(change, fields)?.type === "place";
  if (isPlaced && !(await holdNamedPlaces(tx, [change.value])).has(change.value))
    return "This place is not there any more.";
  return null;
}

async function giveUp(
  tx: WriteTx,
  edit: typeof bulkEdits.$inferSelect,
  problem: string,
): Promise<Progress> {
  await endBulkEdit(tx, edit.id, problem);
  return { ...progressOf(edit), ended: true, problem };
}

/** Notes that a bulk edit was given up. What it did stays and can be taken back. */
export async function endBulkEdit(tx: WriteTx, id: string, problem: string): Promise<void> {
  await tx
    .update(bulkEdits)
    .set({ endedAt: sql`clock_timestamp()`, problem })
    .where(and(eq(bulkEdits.id, id), isNull(bulkEdits.endedAt)));
}

/** How far a bulk edit is, or null where there is none. */
export async function findBulkEdit(tx: ReadTx, id: string): Promise<Progress | null> {
  const [edit] = await tx.select().from(bulkEdits).where(eq(bulkEdits.id, id));
  return edit ? progressOf(edit) : null;
}

/**
 * A member's newest bulk edit, or null: after a reload its progress, or the way to take it back, is shown again. Of
 * one that was taken back, ended a day ago, or ended well and changed nothing, nothing is said.
 */
export async function findLastBulkEdit(tx: ReadTx, memberId: string): Promise<Progress | null> {
  const [last] = await tx
    .select({
      edit: getTableColumns(bulkEdits),
      // Within another template a column keeps the name of its table.
      isOver: sql<boolean>`${sql`((${bulkEdits.changed} = 0 and ${bulkEdits.problem} = '') or ${bulkEdits.endedAt} < now() - interval '1 day'
        or exists (select from ${changeSets} where ${changeSets.undoes} = ${bulkEdits.id}))`}`,
    })
    .from(bulkEdits)
    .where(eq(bulkEdits.memberId, memberId))
    .orderBy(desc(bulkEdits.createdAt))
    .limit(1);
  return last && !(last.edit.endedAt && last.isOver) ? progressOf(last.edit) : null;
}

async function duplicateAll(tx: WriteTx, ids: readonly string[]): Promise<number> {
  for (const id of ids) {
    const original = await openItem(tx, id);
    if (original) await insertItem(tx, original.draft, randomUUID());
  }
  return ids.length;
}

function progressOf(edit: typeof bulkEdits.$inferSelect): Progress {
  const { id, change, total, passed, changed, leftAlone, left, endedAt, problem } = edit;
  return { id, change, total, passed, changed, leftAlone, left, ended: endedAt !== null, problem };
}

function microseconds(column: PgColumn): SQL {
  return sql`(extract(epoch from ${column}) * 1000000)::bigint`;
}

function noSuchEdit(): Refusal {
  return new Refusal("There is no such bulk edit.", { status: 404 });
}
