import { and, asc, count, desc, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { items } from "../schema";
import { listed } from "./listed";
import { askable } from "./text";

/** The items beside this one in the shelf's order by name, as the actor may list them. */
export async function listNeighbours(
  tx: ReadTx,
  slug: string,
): Promise<{ previous: Neighbour | null; next: Neighbour | null }> {
  const named = { slug: items.slug, name: items.name };
  const [before, after] = await Promise.all([
    tx
      .select(named)
      .from(items)
      .where(and(listed(tx), sql`${place} < ${placeOf(slug)}`))
      .orderBy(desc(items.sortName), desc(items.id))
      .limit(1),
    tx
      .select(named)
      .from(items)
      .where(and(listed(tx), sql`${place} > ${placeOf(slug)}`))
      .orderBy(asc(items.sortName), asc(items.id))
      .limit(1),
  ]);
  return { previous: before[0] ?? null, next: after[0] ?? null };
}

/** How many listed items stand before this one in the order by name: its number on the shelf, less one. */
export async function countBefore(tx: ReadTx, slug: string): Promise<number> {
  const [row] = await tx
    .select({ value: count() })
    .from(items)
    .where(and(listed(tx), sql`${place} < ${placeOf(slug)}`));
  return row?.value ?? 0;
}

export interface Neighbour {
  readonly slug: string;
  readonly name: string;
}

/**
 * An item's position in the shelf's order by name, and that of the one at an address: two values each, looked up once,
 * so that the index of the order finds the place.
 */
const place = sql`(${items.sortName}, ${items.id})`;

function placeOf(slug: string): SQL {
  const here = (column: SQL) =>
    sql`(select here.${column} from ${items} here where here.slug = ${askable(slug)})`;
  return sql`(${here(sql`sort_name`)}, ${here(sql`id`)})`;
}
