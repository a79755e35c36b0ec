import { and, count, eq, exists, or, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { GONE, STANDINGS, type Standing } from "../choices";
import { copies, wants } from "../copy-schema";
import { items } from "../schema";
import { anyOf, copiesWhere, ofThisItem, textArray } from "./of-item";

/** How many items stand each way, most first. An item that is wanted beside copies for trade counts for both. Asked together, so that it is one round trip. */
export async function countStandings(tx: ReadTx, where: SQL | undefined) {
  // Grouped twice, because counting what differs sorts it all.
  const each = tx
    .select({ value: copies.status, id: items.id })
    .from(items)
    .innerJoin(copies, and(eq(copies.tenantId, items.tenantId), eq(copies.itemId, items.id)))
    .where(where)
    .groupBy(copies.status, items.id)
    .as("each");
  const [ofCopies, ofWants] = await Promise.all([
    tx.select({ value: each.value, count: count() }).from(each).groupBy(each.value),
    tx
      .select({ value: sql<Standing>`'wanted'`, count: count() })
      .from(items)
      .innerJoin(wants, and(eq(wants.tenantId, items.tenantId), eq(wants.itemId, items.id)))
      .where(where),
  ]);
  const order = (value: Standing) => STANDINGS.indexOf(value);
  return [...ofCopies, ...ofWants]
    .filter((one) => one.count > 0)
    .toSorted((one, other) => other.count - one.count || order(one.value) - order(other.value));
}

/** For a query on items: whether one stands in one of these ways. */
export function stands(tx: ReadTx, chosen: readonly string[]): SQL | undefined {
  const asCopy = exists(copiesWhere(tx, anyOf(copies.status, chosen)));
  if (!chosen.includes("wanted")) return asCopy;
  return or(exists(tx.select({ one: sql`1` }).from(wants).where(ofThisItem(wants))), asCopy);
}

/** For a query on items: whether the one at hand is wanted, and how its copies stand. */
export function standingOfThis(): SQL<Standing[]> {
  return sql`(select coalesce(string_agg(stands.how, ' '), '')
    from (select 'wanted' as how from ${wants} where ${ofThisItem(wants)}
    union select ${copies.status} from ${copies} where ${ofThisItem(copies)}) stands)`.mapWith(
    (how: string) => STANDINGS.filter((one) => how.split(" ").includes(one)),
  );
}

/** For a query on items: the copies of the one at hand that are neither sold nor given away. */
export function held(): SQL {
  return sql`${ofThisItem(copies)} and ${copies.status} <> all(${textArray(GONE)})`;
}
