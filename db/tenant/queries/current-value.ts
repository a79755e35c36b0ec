import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { WITHOUT_WORTH, type WorthBasis } from "../choices";
import { copies, copyPrivate } from "../copy-schema";
import { items } from "../schema";
import { worths } from "../value-schema";
import { ofThisItem, textArray } from "./of-item";

/** Minor units of a currency, in digits: a sum may be larger than JSON's numbers are exact. */
export interface WrittenSum {
  readonly currency: string;
  readonly minor: string;
}

/** What a copy is worth now. `worth.sql` has the rule. */
export interface Worth {
  readonly copyId: string;
  readonly basis: WorthBasis;
  readonly amount: number;
  readonly currency: string;
  /** The newest observation that it is made of. */
  readonly observationId: string;
  /** Of how many observations it is made. */
  readonly counted: number;
  /** How many sales in other currencies were left out. */
  readonly leftOut: number;
}

/** What is held, in one currency. */
export interface ValueTotal {
  readonly currency: string;
  readonly paid: bigint;
  readonly worth: bigint;
  /** How many copies have a price, and how many a value, and of these by what. */
  readonly priced: number;
  readonly valued: number;
  readonly by: Readonly<Record<WorthBasis, number>>;
  /** Of the copies that have both a price and a value, in whatever currencies: what was paid, and what they are worth. */
  readonly ofBoth: { readonly paid: bigint; readonly worth: bigint };
}

export interface ValueTotals {
  /** By currency, none added to another. */
  readonly currencies: readonly ValueTotal[];
  /** How many copies are held, how many of these have no price, and how many no value. */
  readonly held: number;
  readonly unpriced: number;
  readonly unvalued: number;
  /** How many have both a price and a value. */
  readonly both: number;
}

/** Joins a copy's value with it. */
export const worthOfCopy: SQL = sql`${worths.tenantId} = ${copies.tenantId} and ${worths.copyId} = ${copies.id}`;

/** Whether a copy counts: it is neither sold nor given away nor missing. */
export const counts: SQL = sql`${copies.status} <> all(${textArray(WITHOUT_WORTH)})`;

/** What the copies of the item at hand are worth, a row for each currency. */
const valuesOfThis = sql`(select ${worths.currency} as currency, sum(${worths.amount}) as minor
  from ${worths} join ${copies} on ${worthOfCopy} where ${ofThisItem(copies)} and ${counts} group by 1) v`;

/** For a query on items: what the copies of the one at hand are worth, for each currency. */
export const valueOfThisItem: SQL<WrittenSum[]> =
  sql`${sql`(select coalesce(json_agg(json_build_object('currency', v.currency, 'minor', v.minor::text) order by v.currency), '[]')
    from ${valuesOfThis})`}`.mapWith((json: string): WrittenSum[] => JSON.parse(json));

/**
 * For a query on items: a text that sorts them by value; null where none of the copies has one. Amounts are never compared
 * across currencies: those of one stand together.
 */
export const valueKeyOfThisItem: SQL<string | null> =
  sql`(select max(v.currency || lpad(v.minor::text, 25, '0')) from ${valuesOfThis})`;

/** For a query on items: whether the copies of the one at hand are worth something, in a currency within bounds. */
export function isWorth(bounds: {
  readonly currency?: string;
  /** In minor units, inclusive. */
  readonly from?: string;
  readonly to?: string;
}): SQL {
  const { currency, from, to } = bounds;
  const within = and(
    currency === undefined ? sql`true` : sql`v.currency = ${currency}`,
    from === undefined ? undefined : sql`v.minor >= ${from}::numeric`,
    to === undefined ? undefined : sql`v.minor <= ${to}::numeric`,
  );
  return sql`exists (select from ${valuesOfThis} where ${within})`;
}

/** The values of an item's copies. */
export async function listWorths(tx: ReadTx, itemId: string): Promise<Worth[]> {
  return tx
    .select({
      copyId: worths.copyId,
      basis: worths.basis,
      amount: worths.amount,
      currency: worths.currency,
      observationId: worths.observationId,
      counted: worths.counted,
      leftOut: worths.leftOut,
    })
    .from(copies)
    .innerJoin(worths, worthOfCopy)
    .where(eq(copies.itemId, itemId))
    .orderBy(asc(copies.position), asc(copies.id));
}

/**
 * What was paid for the copies that are held and what they are worth: one pass, grouped by Postgres.
 * @param where which items, if not all that are in place
 */
export async function addUpValues(tx: ReadTx, where?: SQL): Promise<ValueTotals> {
  const by = (basis: WorthBasis) =>
    sql<number>`count(*) filter (where ${worths.basis} = ${basis})::int`;
  const rows = await tx
    .select({
      paidIn: copyPrivate.currency,
      worthIn: worths.currency,
      copies: sql<number>`count(*)::int`,
      priced: sql<number>`count(${copyPrivate.pricePaid})::int`,
      paid: sql<string>`coalesce(sum(${copyPrivate.pricePaid}), 0)::text`,
      valued: sql<number>`count(${worths.amount})::int`,
      worth: sql<string>`coalesce(sum(${worths.amount}), 0)::text`,
      appraised: by("appraised"),
      sold: by("sold"),
      estimate: by("estimate"),
      both: sql<number>`count(*) filter (where ${hasBoth})::int`,
      paidOfBoth: sql<string>`coalesce(sum(${copyPrivate.pricePaid}) filter (where ${hasBoth}), 0)::text`,
      worthOfBoth: sql<string>`coalesce(sum(${worths.amount}) filter (where ${hasBoth}), 0)::text`,
    })
    .from(items)
    .innerJoin(copies, ofThisItem(copies))
    .leftJoin(
      copyPrivate,
      and(eq(copyPrivate.tenantId, copies.tenantId), eq(copyPrivate.copyId, copies.id)),
    )
    .leftJoin(worths, worthOfCopy)
    .where(and(isNull(items.trashedAt), counts, where))
    .groupBy(copyPrivate.currency, worths.currency);
  const held = rows.reduce((sum, row) => sum + row.copies, 0);
  const inUse = rows.flatMap(({ paidIn, priced, worthIn }) => [priced > 0 && paidIn, worthIn]);
  const codes = [...new Set(inUse)].filter((code) => typeof code === "string").toSorted();
  const currencies = codes.map((currency) => {
    const paid = rows.filter((row) => row.paidIn === currency);
    const worth = rows.filter((row) => row.worthIn === currency);
    return {
      currency,
      paid: sumOf(paid, "paid"),
      worth: sumOf(worth, "worth"),
      priced: count(paid, "priced"),
      valued: count(worth, "valued"),
      by: {
        appraised: count(worth, "appraised"),
        sold: count(worth, "sold"),
        estimate: count(worth, "estimate"),
      },
      ofBoth: { paid: sumOf(paid, "paidOfBoth"), worth: sumOf(worth, "worthOfBoth") },
    };
  });
  return {
    currencies,
    held,
    unpriced: held - count(currencies, "priced"),
    unvalued: held - count(currencies, "valued"),
    both: count(rows, "both"),
  };
}

/** Whether a copy has a price and a value, so that the two can be compared. */
const hasBoth = sql`${copyPrivate.pricePaid} is not null and ${worths.amount} is not null`;

function sumOf<Key extends string>(rows: readonly Record<Key, string>[], key: Key): bigint {
  return rows.reduce((sum, row) => sum + BigInt(row[key]), 0n);
}

function count<Key extends string>(rows: readonly Record<Key, number>[], key: Key): number {
  return rows.reduce((sum, row) => sum + row[key], 0);
}
