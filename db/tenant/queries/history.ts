import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx } from "@/db/scope";
import { keysByColumn } from "../audiences";
import { copyPrivate, wantLimits } from "../copy-schema";
import type { Field } from "../field";
import { UNDO_DAYS } from "../in-history";
import { fieldValues } from "../own-schema";
import { changeSets, changes, items, skins } from "../schema";
import { observations } from "../value-schema";

/** Which change sets are asked for; those of all of them where nothing is said. */
export interface HistoryAsked {
  readonly itemId?: string;
  readonly memberId?: string;
  /** A field as `change_sets.fields` holds it, such as `copies.price_paid`. */
  readonly field?: string;
  readonly from?: Date;
  /** The first moment that is not asked for any more. */
  readonly until?: Date;
  /** The change set after which the page begins, the newest first. */
  readonly after?: string;
  readonly limit: number;
}

/** What somebody did, once. */
export interface ChangeSetSeen {
  readonly id: string;
  readonly at: Date;
  readonly action: string;
  /** Null where the site itself did it. */
  readonly memberId: string | null;
  readonly memberName: string;
  /** Whether it can be taken back: its days are not over. */
  readonly isWhole: boolean;
  readonly undoes: string | null;
  /** Whether what it took back had taken something back itself. */
  readonly isRedo: boolean;
  /** Whether it was taken back, and that was not taken back again. */
  readonly isUndone: boolean;
  /** How many rows changed, and of how many items. */
  readonly rows: number;
  readonly items: number;
  /** The first of the changes. */
  readonly changes: readonly RowSeen[];
}

/** What became of one row; a field that is on neither side did not change. */
export interface RowSeen {
  readonly tableName: string;
  readonly rowId: string;
  readonly itemId: string | null;
  /** What its item is called, or was. */
  readonly itemName: string;
  readonly before: Values | null;
  readonly after: Values | null;
  /** The currency of a copy's amounts, where the change does not say it. */
  readonly currency: string;
  /** Of a value in a field of the owner's own: which field. */
  readonly fieldId: string | null;
}

/** Values by the names that they have in drafts and forms. */
export type Values = Readonly<Record<string, unknown>>;

/** How many changes of a set are named. */
const NAMED = 12;

/**
 * What people did, the newest first.
 * @throws Refusal (403) for whoever does not change things: the past shows what lies in the trash or is private
 */
export async function listChangeSets(
  tx: ReadTx,
  asked: HistoryAsked,
): Promise<Omit<ChangeSetSeen, "changes" | "rows" | "items">[]> {
  requireEditor(tx);
  const { itemId, memberId, field, from, until, after } = asked;
  const wanted: (SQL | undefined)[] = [
    // As an array, so that the few of an item are found by their keys and not by walking all there are.
    itemId === undefined
      ? undefined
      : sql`${changeSets.id} = any(array(select c.change_set_id from ${changes} c where c.item_id = ${itemId}))`,
    memberId === undefined ? undefined : eq(changeSets.memberId, memberId),
    field === undefined ? undefined : sql`${changeSets.fields} @> array[${field}]::text[]`,
    from && gte(changeSets.at, from),
    until && lt(changeSets.at, until),
    after === undefined
      ? undefined
      : sql`(${changeSets.at}, ${changeSets.id}) < ((select a.at from ${changeSets} a where a.id = ${after}), ${after}::uuid)`,
  ];
  return tx
    .select({
      id: changeSets.id,
      at: changeSets.at,
      action: changeSets.action,
      memberId: changeSets.memberId,
      memberName: changeSets.memberName,
      isWhole: sql<boolean>`${changeSets.thinnedAt} is null and ${changeSets.at} > now() - make_interval(days => ${UNDO_DAYS})`,
      undoes: changeSets.undoes,
      // Drizzle leaves the table's name out where only one is asked, so it is written here.
      isRedo: sql<boolean>`exists (select from change_sets p where p.tenant_id = change_sets.tenant_id
        and p.id = change_sets.undoes and p.undoes is not null)`,
      isUndone: sql<boolean>`exists (select from change_sets u where u.tenant_id = change_sets.tenant_id
        and u.undoes = change_sets.id
        and not exists (select from change_sets r where r.tenant_id = u.tenant_id and r.undoes = u.id))`,
    })
    .from(changeSets)
    .where(and(...wanted))
    .orderBy(desc(changeSets.at), desc(changeSets.id))
    .limit(asked.limit);
}

/** The changes of some change sets: how many there are, and the first of each, those of items before their parts. */
export async function listChangesOf(
  tx: ReadTx,
  sets: readonly string[],
  itemId?: string,
): Promise<Map<string, Pick<ChangeSetSeen, "changes" | "rows" | "items">>> {
  requireEditor(tx);
  const of = itemId === undefined ? sql`true` : sql`c.item_id = ${itemId}::uuid`;
  const asked = sql`unnest(${`{${sets.join(",")}}`}::uuid[]) asked (id)`;
  const mine = sql`from ${changes} c where c.change_set_id = asked.id and c.before is distinct from c.after and ${of}`;
  const [counts, rows] = await Promise.all([
    tx
      .select({
        set: sql<string>`asked.id`,
        rows: sql<number>`counted.rows`,
        items: sql<number>`counted.items`,
      })
      .from(
        sql`${asked} cross join lateral (select count(*)::int as rows, count(distinct c.item_id)::int as items ${mine}) counted`,
      ),
    tx
      .select({
        set: sql<string>`asked.id`,
        tableName: sql<string>`c.table_name`,
        rowId: sql<string>`c.row_id`,
        itemId: sql<string | null>`c.item_id`,
        itemName: sql<string>`coalesce(${items.name}, (select coalesce(n.after, n.before) ->> 'name' from ${changes} n
          where n.item_id = c.item_id and n.table_name = 'items' and coalesce(n.after, n.before) ? 'name' order by n.at desc limit 1), '')`,
        before: sql<unknown>`c.before`,
        after: sql<unknown>`c.after`,
        fieldId: sql<string | null>`coalesce(c.before ->> 'field_id', c.after ->> 'field_id',
          (select v.field_id::text from ${fieldValues} v where v.id = c.row_id))`,
        currency: sql<string>`coalesce((select p.currency from ${copyPrivate} p where p.id = c.row_id),
          (select l.currency from ${wantLimits} l where l.id = c.row_id),
          (select o.currency from ${observations} o where o.id = c.row_id), '')`,
      })
      .from(
        sql`${asked} cross join lateral (select c.* ${mine} order by c.table_name <> 'items', c.table_name, c.at, c.id limit ${NAMED}) c
          left join ${items} on ${items.id} = c.item_id`,
      )
      .orderBy(sql`c.table_name <> 'items', c.table_name, c.at, c.id`),
  ]);
  return new Map(
    counts.map(({ set, rows: all, items: ofItems }) => [
      set,
      {
        rows: all,
        items: ofItems,
        changes: rows
          .filter((row) => row.set === set)
          .map(({ set: _set, before, after, ...row }) => ({
            ...row,
            before: valuesOf(row.tableName, before),
            after: valuesOf(row.tableName, after),
          })),
      },
    ]),
  );
}

/** Who ever changed something, by the name that they had last, for a choice. */
export async function listAuthors(tx: ReadTx): Promise<{ id: string; name: string }[]> {
  requireEditor(tx);
  const rows = await tx
    .selectDistinctOn([changeSets.memberId], {
      id: changeSets.memberId,
      name: changeSets.memberName,
    })
    .from(changeSets)
    .where(sql`${changeSets.memberId} is not null`)
    .orderBy(changeSets.memberId, desc(changeSets.at));
  return rows.flatMap(({ id, name }) => (id ? [{ id, name }] : []));
}

/** The numbers of the skin's versions by their ids. */
export async function listSkinNumbers(tx: ReadTx): Promise<Map<string, number>> {
  const rows = await tx.select({ id: skins.id, number: skins.number }).from(skins);
  return new Map(rows.map(({ id, number }) => [id, number]));
}

/** A field of an item or a copy as the history holds it: `pricePaid` of a copy → `copy_private.price_paid`. */
export function historyFieldOf({ of, key }: Pick<Field, "of" | "key">): string {
  for (const table of PARTS[of])
    for (const [column, one] of keysByColumn.get(table) ?? [])
      if (one === key) return `${table}.${column}`;
  return `${PARTS[of][0]}.${key}`;
}

/** The tables in which the fields of an item and of a copy lie. */
const PARTS = { item: ["items"], copy: ["copies", "copy_private"] } as const;

function valuesOf(table: string, row: unknown): Values | null {
  const parsed: unknown = typeof row === "string" ? JSON.parse(row) : row;
  if (typeof parsed !== "object" || parsed === null) return null;
  const keys = keysByColumn.get(table);
  return Object.fromEntries(
    Object.entries(parsed).map(([column, value]) => [keys?.get(column) ?? column, value]),
  );
}

function requireEditor({ actor }: ReadTx): void {
  if (actor.kind !== "system" && (actor.kind !== "member" || actor.role === "viewer"))
    throw new Refusal("Your role on this site does not include this. Ask an owner.", {
      status: 403,
    });
}
