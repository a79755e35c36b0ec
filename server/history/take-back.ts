import { Refusal } from "@/base/refusal";
import { withDeadline } from "@/db/deadline";
import type { Scope } from "@/db/scope";
import { undoChangeSet, undoWhole } from "@/db/tenant/queries/undo";
import { countUndoRows } from "@/db/tenant/queries/undo-parts";
import { orderUndo } from "./large-undo";
import { type LeftThing, thingsOf } from "./left-things";
import { listLost } from "./lost-photos";

export type { LeftThing };

/** How taking a change set back went: done, or not begun because some of it is to be decided on first, or left to a worker. */
export type TakenBack =
  | { readonly state: "done"; readonly rows: number; readonly changeSet: string }
  | { readonly state: "asks"; readonly clear: number; readonly leftAlone: readonly LeftThing[] }
  /** By the id of the operation. */
  | { readonly state: "going"; readonly operation: string };

/** So many rows are taken back before the answer, in one transaction; a worker does more, part by part. */
const AT_ONCE = 5000;

/**
 * Takes a change set back if all of it can be; else it tells what would be left alone and does nothing.
 * @param over what was changed since and is taken back all the same, by ids of things; with it the rest is left alone
 * @param atOnce how many rows at most before the answer, for tests
 * @throws Refusal as `undoChangeSet`, and (409) when there is nothing to do
 */
export async function takeBack(
  scope: Scope,
  id: string,
  over: readonly string[] | null,
  atOnce = AT_ONCE,
): Promise<TakenBack> {
  const { actor, tenant } = scope;
  const rows = await scope.read((tx) => countUndoRows(tx, id, atOnce + 1));
  if (rows > atOnce && actor.kind === "member") {
    const order = { tenant, changeSet: id, memberId: actor.id, over };
    return { state: "going", operation: await orderUndo(order) };
  }
  return withDeadline(PATIENCE, () => planAndTakeBack(scope, id, over));
}

/** A browser waits for half a minute. In milliseconds. */
const PATIENCE = 28_000;

async function planAndTakeBack(
  scope: Scope,
  id: string,
  over: readonly string[] | null,
): Promise<TakenBack> {
  const lost = await listLost(scope, id);
  return scope.write(async (tx) => {
    const went =
      over === null
        ? await undoWhole(tx, id, { lost })
        : await undoChangeSet(tx, id, { over, lost });
    if ("leftAlone" in went)
      return { state: "asks", clear: went.clear, leftAlone: thingsOf(went.first) };
    if (went.rows === 0) throw nothingToDo();
    return { state: "done", rows: went.rows, changeSet: tx.changeSet };
  });
}

function nothingToDo(): Refusal {
  return new Refusal("There is nothing to take back: it is as it was before.", { status: 409 });
}
