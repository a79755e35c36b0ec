import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { WriteTx } from "@/db/scope";
import { pick } from "../field";
import { fieldsOf } from "../fields";
import type { Copy, DraftCopy, KeptCopy } from "../item";
import { copies } from "../schema";

const written = {
  ...pick(
    copies,
    fieldsOf("copy").map(({ key }) => key),
  ),
  currency: copies.currency,
};

/** What a kept copy is read from. */
export const copyColumns = { id: copies.id, ...written };

/** The copies of a new item; ids of others, as in a duplicate, name nothing here. */
export async function addCopies(
  tx: WriteTx,
  itemId: string,
  drafted: readonly DraftCopy[],
): Promise<void> {
  if (drafted.length)
    await tx
      .insert(copies)
      .values(drafted.map((copy, position) => ({ ...textOf(copy), itemId, position })));
}

/**
 * Makes an item's copies those of the draft: each keeps its id, those without one are added, those that are
 * missing are removed. The caller holds the item.
 * @param replacing whether ids of no copy at all are let pass, because somebody may have removed theirs
 * @returns the ids, in the order of the draft
 * @throws Refusal (400) when one copy stands in the draft twice, (409) when an id is of none of this item's copies
 */
export async function changeCopies(
  tx: WriteTx,
  itemId: string,
  drafted: readonly DraftCopy[],
  { replacing }: { readonly replacing: boolean },
): Promise<string[]> {
  const kept = await tx
    .select(copyColumns)
    .from(copies)
    .where(eq(copies.itemId, itemId))
    .orderBy(asc(copies.position), asc(copies.id));
  const given = drafted.flatMap(({ id }) => id ?? []);
  if (new Set(given).size < given.length)
    throw new Refusal("One copy stands in this form twice. Open the item again.", { status: 400 });
  const strange = given.filter((id) => !kept.some((copy) => copy.id === id));
  if (strange.length > 0 && !(replacing && (await areGone(tx, strange))))
    throw new Refusal(
      "A copy in this form is not of this item any more. What you typed is still here and nothing was saved.",
      { status: 409 },
    );
  const ids = idsOf(drafted, kept);
  await tx.delete(copies).where(and(eq(copies.itemId, itemId), notInArray(copies.id, ids)));
  if (ids.length > 0)
    await tx
      .insert(copies)
      .values(
        drafted.map((copy, position) => ({ ...textOf(copy), id: ids[position], itemId, position })),
      )
      .onConflictDoUpdate({ target: [copies.tenantId, copies.id], set: EVERYTHING });
  return ids;
}

async function areGone(tx: WriteTx, ids: readonly string[]): Promise<boolean> {
  const there = await tx.select({ id: copies.id }).from(copies).where(inArray(copies.id, ids));
  return there.length === 0;
}

/**
 * Which kept copy each of a draft is, or a new id. Where its id doesn't tell, what says the same is the same; in a
 * draft from before copies had ids then the place in the row tells.
 */
function idsOf(drafted: readonly DraftCopy[], kept: readonly KeptCopy[]): string[] {
  const left = new Map(kept.map(({ id, ...text }) => [id, text]));
  const take = (id: string | null | undefined) => (id && left.delete(id) ? id : undefined);
  const isOld = drafted.every(({ id }) => !id);
  const isLost = ({ id }: DraftCopy) => (isOld ? id === undefined : Boolean(id));
  const equalTo = (copy: DraftCopy) =>
    [...left].find(([, text]) => isDeepStrictEqual(text, textOf(copy)))?.[0];
  const ids = drafted.map(({ id }) => take(id));
  drafted.forEach((copy, place) => {
    if (isLost(copy)) ids[place] ??= take(equalTo(copy));
  });
  return drafted.map(
    (copy, place) =>
      ids[place] ?? (isOld && isLost(copy) ? take(kept[place]?.id) : undefined) ?? randomUUID(),
  );
}

function textOf({ id: _id, ...text }: DraftCopy): Copy {
  return text;
}

const EVERYTHING = Object.fromEntries(
  Object.entries({ ...written, position: copies.position }).map(([name, column]) => [
    name,
    sql`excluded.${sql.identifier(column.name)}`,
  ]),
);
