import { and, desc, eq, ne, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { type Condition, type ObservationKind, OF_ONE_COPY } from "../choices";
import { copies } from "../copy-schema";
import { items } from "../schema";
import { observations } from "../value-schema";
import { noSuchItem } from "./missing";
import { refuseFuture } from "./newest-day";

/** An amount that somebody saw or said on a day. */
export interface ObservationDraft {
  readonly kind: ObservationKind;
  /** The one copy that it is about; null where it is about any of the item. */
  readonly copyId: string | null;
  /** Empty where it is about any condition. */
  readonly condition: Condition;
  /** A partial date with a year. */
  readonly observed: string;
  readonly source: string;
  /** In minor units. */
  readonly amount: number;
  readonly currency: string;
}

export interface Observation extends ObservationDraft {
  readonly id: string;
}

/** How many an item may have: they are shown whole. */
const MOST = 500;

/** What was observed of an item and its copies, the newest first. */
export async function listObservations(tx: ReadTx, itemId: string): Promise<Observation[]> {
  return tx
    .select({
      id: observations.id,
      kind: observations.kind,
      copyId: observations.copyId,
      condition: observations.condition,
      observed: observations.observed,
      source: observations.source,
      amount: observations.amount,
      currency: observations.currency,
    })
    .from(observations)
    .where(eq(observations.itemId, itemId))
    .orderBy(desc(observations.since), desc(observations.notedAt), desc(observations.id));
}

/**
 * Notes an observation of an item under an id of the caller's choice, so that the same request sent twice adds one.
 * @throws Refusal (404) when the item or the copy is none, (409) when it has all it may, (422) for a day still to come
 */
export async function addObservation(
  tx: WriteTx,
  itemId: string,
  { id, ...draft }: Observation,
): Promise<void> {
  await holdItemOf(tx, itemId);
  await requireFitting(tx, itemId, draft);
  const [there] = await tx
    .select({ value: sql<number>`count(*)::int` })
    .from(observations)
    .where(and(eq(observations.itemId, itemId), ne(observations.id, id)));
  if ((there?.value ?? 0) >= MOST)
    throw new Refusal(`An item keeps up to ${MOST} values. Remove an old one first.`, {
      status: 409,
    });
  await tx
    .insert(observations)
    .values({ id, itemId, ...draft })
    .onConflictDoNothing();
}

/** Writes an observation anew. @throws Refusal (404), (422) for a day still to come */
export async function changeObservation(tx: WriteTx, { id, ...draft }: Observation): Promise<void> {
  const itemId = await holdItem(tx, id);
  await requireFitting(tx, itemId, draft);
  await tx.update(observations).set(draft).where(eq(observations.id, id));
}

/** @throws Refusal (404) */
export async function removeObservation(tx: WriteTx, id: string): Promise<void> {
  await holdItem(tx, id);
  await tx.delete(observations).where(eq(observations.id, id));
}

/** Holds the item of an observation. @returns its id @throws Refusal (404) */
async function holdItem(tx: WriteTx, id: string): Promise<string> {
  const [found] = await tx
    .select({ itemId: observations.itemId })
    .from(observations)
    .where(eq(observations.id, id));
  if (!found) throw gone();
  await holdItemOf(tx, found.itemId);
  return found.itemId;
}

/** Who changes what an item is worth takes turns, and holds the item first, as a save of it does. */
async function holdItemOf(tx: WriteTx, itemId: string): Promise<void> {
  const [item] = await tx
    .select({ trashedAt: items.trashedAt })
    .from(items)
    .where(eq(items.id, itemId))
    .for("no key update");
  if (!item || item.trashedAt) throw noSuchItem();
}

async function requireFitting(
  tx: WriteTx,
  itemId: string,
  { kind, copyId, observed }: ObservationDraft,
): Promise<void> {
  await refuseFuture(tx, firstDayOf(observed), "observed", "Note what was seen up to today.");
  if (copyId === null) return;
  if (!OF_ONE_COPY.includes(kind))
    throw new Refusal("What one was asked or sold for is about any copy of the item.", {
      fields: { copyId: "Choose any copy of the item." },
    });
  const [copy] = await tx
    .select({ id: copies.id })
    .from(copies)
    .where(and(eq(copies.id, copyId), eq(copies.itemId, itemId)));
  if (!copy)
    throw new Refusal("This copy is not there any more. Choose another one.", {
      status: 404,
      fields: { copyId: "This copy is not there any more." },
    });
}

/** The first day that a partial date with a year may mean, as the column `since` has it. */
function firstDayOf(observed: string): string {
  const [, year = "", month = "01", day = "01"] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(observed) ?? [];
  return `${year}-${month}-${day}`;
}

function gone(): Refusal {
  return new Refusal("This value is not there any more.", { status: 404 });
}
