import { and, asc, count, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { items } from "../schema";
import { askable } from "./text";

/** The items beside this one in the shelf's order by name, as the actor may list them. */
export async function listNeighbours(
  tx: ReadTx,
  slug: string,
): Promise<{ previous: Neighbour | null; next: Neighbour | null }> {
  const here = placeOf(slug);
  const listed = and(
    isNull(items.trashedAt),
    ne(items.slug, askable(slug)),
    tx.actor.kind === "visitor" ? eq(items.visibility, "public") : undefined,
  );
  const named = { slug: items.slug, name: items.name };
  const [before, after] = await Promise.all([
    tx
      .select(named)
      .from(items)
      .where(and(listed, sql`${place} < ${here}`))
      .orderBy(desc(sql`lower(${items.name})`), desc(items.id))
      .limit(1),
    tx
      .select(named)
      .from(items)
      .where(and(listed, sql`${place} > ${here}`))
      .orderBy(asc(sql`lower(${items.name})`), asc(items.id))
      .limit(1),
  ]);
  return { previous: before[0] ?? null, next: after[0] ?? null };
}

/** How many listed items stand before this one in the order by name: its number on the shelf, less one. */
export async function countBefore(tx: ReadTx, slug: string): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(items)
    .where(
      and(
        isNull(items.trashedAt),
        tx.actor.kind === "visitor" ? eq(items.visibility, "public") : undefined,
        sql`${place} < ${placeOf(slug)}`,
      ),
    );
  return row?.value ?? 0;
}

export interface Neighbour {
  readonly slug: string;
  readonly name: string;
}

/**
 * An item's position in the shelf's order by name. Compares two values and not one joined text, so that "Bear"
 * stands before "Bear 2".
 */
const place = sql`(lower(${items.name}), ${items.id})`;

function placeOf(slug: string) {
  return sql`(select lower(here.name), here.id from items here where here.slug = ${askable(slug)})`;
}
