import { Refusal } from "@/base/refusal";
import { withDeadline } from "@/db/deadline";
import type { Scope, Tenant } from "@/db/scope";
import {
  type LeftAlone,
  listPhotosOfUndo,
  type UndoPlan,
  undoChangeSet,
  undoWhole,
} from "@/db/tenant/queries/undo";
import { filesOf } from "@/server/photos/photo-files";

/** How taking a change set back went: done, or not begun because some of it is to be decided on first. */
export type TakenBack =
  | { readonly done: true; readonly rows: number; readonly changeSet: string }
  | { readonly done: false; readonly clear: number; readonly leftAlone: readonly LeftThing[] };

/** Something that would be left alone, and why. */
export interface LeftThing {
  readonly thing: string;
  readonly name: string;
  /** Such as `Changed since`. */
  readonly why: readonly string[];
  /** Whether it is taken back all the same when chosen. */
  readonly choosable: boolean;
}

/**
 * Takes a change set back if all of it can be; else it tells what would be left alone and does nothing.
 * @param over what was changed since and is taken back all the same, by ids of things; with it the rest is left alone
 * @throws Refusal as `undoChangeSet`, and (409) when there is nothing to do
 */
export function takeBack(
  scope: Scope,
  id: string,
  over: readonly string[] | null,
): Promise<TakenBack> {
  return withDeadline(PATIENCE, () => planAndTakeBack(scope, id, over));
}

/** A bulk edit of thousands is taken back in one transaction; a browser waits for half a minute. In milliseconds. */
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
      return { done: false, clear: went.clear, leftAlone: thingsOf(went.first) };
    if (went.rows === 0) throw nothingToDo();
    return { done: true, rows: went.rows, changeSet: tx.changeSet };
  });
}

function nothingToDo(): Refusal {
  return new Refusal("There is nothing to take back: it is as it was before.", { status: 409 });
}

/** How many photos are looked for at a time. */
const LANES = 8;

/** The photos whose files are not there any more. */
async function listLost(scope: Scope, id: string): Promise<string[]> {
  const photos = await scope.read((tx) => listPhotosOfUndo(tx, id));
  const lost: string[] = [];
  const lane = async () => {
    for (let photo = photos.pop(); photo; photo = photos.pop())
      if (!(await isThere(scope.tenant, photo.key))) lost.push(photo.id);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return lost;
}

async function isThere(tenant: Tenant, key: string): Promise<boolean> {
  return (
    /^photos\/[0-9a-f-]{36}$/.test(key) && Boolean(await filesOf(tenant).get(`${key}/full.webp`))
  );
}

function thingsOf(rows: UndoPlan["first"]): LeftThing[] {
  return [...Map.groupBy(rows, ({ thing }) => thing)].map(([thing, ofThing]) => ({
    thing,
    name: ofThing[0]?.name ?? "",
    why: [...new Set(ofThing.map(whyOf))],
    choosable: ofThing.some(({ standing }) => standing === "changed"),
  }));
}

function whyOf({ standing, detail, tableName }: LeftAlone): string {
  switch (standing) {
    case "changed":
      return "Changed since";
    case "gone":
      return tableName === "items" ? "Deleted since" : "Part of it was removed since";
    case "taken":
      return detail === "slug"
        ? "Its address leads to another item now"
        : "Something else has taken its place";
    case "orphan":
      return "What it belonged to is gone";
    case "lost":
      return "The files of a photo are gone";
  }
}
