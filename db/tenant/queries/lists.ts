import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import type { List } from "../choices";
import { copies, wants } from "../copy-schema";
import type { KeptCopy, Want } from "../item";
import { items, site } from "../schema";
import { selectCopiesOf } from "./copies";
import { isAmong } from "./of-item";
import { listShown, type ShelfRow } from "./shelf";

/** How many items stand on one page of a list; a printed sheet or two. */
export const LIST_PAGE = 60;

/** What is wanted, without the most that its owner would pay. */
export type OpenWant = Omit<Want, "highest" | "currency">;

/** An item that is looked for. */
export interface WantedRow extends ShelfRow {
  readonly want: OpenWant;
  /** The want's, and since when it is one. */
  readonly wantId: string;
  readonly since: Date;
}

/** An item of which there are copies for trade. */
export interface TradedRow extends ShelfRow {
  readonly forTrade: readonly KeptCopy[];
  readonly updatedAt: Date;
}

/** Which items stand on one page of a list. Beyond the last page it is the last. */
export interface ListPage {
  readonly ids: readonly string[];
  readonly page: number;
  /** How many items are on all pages. */
  readonly total: number;
}

/** What is wanted of these items, in this order; nothing of those that are not. */
export async function listWanted(tx: ReadTx, ids: readonly string[]): Promise<WantedRow[]> {
  const [shown, rows] = await Promise.all([
    listShown(tx, ids),
    tx
      .select({
        itemId: wants.itemId,
        wantId: wants.id,
        since: wants.createdAt,
        want: {
          priority: wants.priority,
          condition: wants.condition,
          swingTag: wants.swingTag,
          note: wants.note,
        },
      })
      .from(wants)
      .where(isAmong(wants.itemId, ids)),
  ]);
  const byItem = new Map(rows.map(({ itemId, ...row }) => [itemId, row]));
  return shown.flatMap((row) => {
    const wanted = byItem.get(row.id);
    return wanted ? [{ ...row, ...wanted }] : [];
  });
}

/** These items with their copies that are for trade, in this order. */
export async function listForTrade(tx: ReadTx, ids: readonly string[]): Promise<TradedRow[]> {
  const [shown, all, dated] = await Promise.all([
    listShown(tx, ids),
    selectCopiesOf(tx, ids),
    tx
      .select({ id: items.id, updatedAt: items.updatedAt })
      .from(items)
      .where(isAmong(items.id, ids)),
  ]);
  const updated = new Map(dated.map(({ id, updatedAt }) => [id, updatedAt]));
  return shown.map((row) => ({
    ...row,
    forTrade: (all.get(row.id) ?? []).filter(({ status }) => status === "trade"),
    updatedAt: updated.get(row.id) ?? new Date(0),
  }));
}

/**
 * The items on a page of a list in their order: the most wanted first, then by name. They are counted in the same pass.
 */
export async function readListPage(tx: ReadTx, list: List, page: number): Promise<ListPage> {
  // Each item by its key: the planner would read all of a large site's to find those of a few.
  const item = sql`(select ${items.id}, ${items.sortName} from ${items}
    where ${items.id} = listed.item_id and ${isOn(tx, list)} offset 0)`;
  const [listed, rank] =
    list === "wants"
      ? [
          sql`(select ${wants.itemId}, ${wants.priority} from ${wants})`,
          sql`array_position('{high,normal,low}', listed.priority)`,
        ]
      : [itemsForTrade(), sql`1`];
  const size = sql.raw(String(LIST_PAGE));
  const last = sql`least(${page}::int, greatest(1, ceil(count(*) / ${size}::numeric)::int))`;
  const [row] = await tx
    .select({
      total: sql<number>`count(*)::int`,
      page: sql<number>`${last}`,
      ids: sql`coalesce((array_agg(item.id order by ${rank}, item.sort_name, item.id))
        [(${last} - 1) * ${size} + 1 : ${last} * ${size}], '{}')::text`.mapWith((ids: string) =>
        ids.slice(1, -1).split(",").filter(Boolean),
      ),
    })
    .from(sql`${listed} listed cross join lateral ${item} item`);
  return row ?? { total: 0, page: 1, ids: [] };
}

/** The items that came to a list last: what is wanted since shortly, what is for trade and was changed last. */
export async function listLast(tx: ReadTx, list: List, limit: number): Promise<string[]> {
  const isListed = isOn(tx, list);
  const rows =
    list === "wants"
      ? await tx
          .select({ id: items.id })
          .from(wants)
          .innerJoin(items, and(eq(items.tenantId, wants.tenantId), eq(items.id, wants.itemId)))
          .where(isListed)
          .orderBy(desc(wants.createdAt), desc(items.id))
          .limit(limit)
      : await tx
          .select({ id: items.id })
          .from(items)
          .where(and(isListed, sql`${items.id} in ${itemsForTrade()}`))
          .orderBy(desc(items.updatedAt), desc(items.id))
          .limit(limit);
  return rows.map(({ id }) => id);
}

function itemsForTrade(): SQL {
  return sql`(select distinct ${copies.itemId} from ${copies} where ${copies.status} = 'trade')`;
}

/** That the item at hand may stand on a list: for members each that is in place, for others as its owner says. */
function isOn(tx: ReadTx, list: List): SQL | undefined {
  const inPlace = isNull(items.trashedAt);
  if (tx.actor.kind === "member" || tx.actor.kind === "system") return inPlace;
  const reach = list === "wants" ? site.wantsReach : site.tradesReach;
  return and(
    inPlace,
    sql`case (select ${reach} from ${site}) when 'unlisted' then ${items.visibility} <> 'private'
      when 'shelf' then ${items.visibility} = 'public' else false end`,
  );
}
