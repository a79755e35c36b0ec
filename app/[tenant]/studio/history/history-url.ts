import { UUID } from "@/base/uuid";
import type { HistoryAsked } from "@/db/tenant/queries/history";

/** What the address of the history asks for. */
export interface HistoryAddress {
  readonly item: string;
  readonly who: string;
  readonly field: string;
  /** Days such as `2026-05-01`, both included. */
  readonly from: string;
  readonly until: string;
  readonly after: string;
}

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** Of the years in which computers have clocks: Postgres knows no year 0. */
const DAY = /^[12]\d{3}-\d{2}-\d{2}$/;
const FIELD = /^[a-z_]{1,60}(?:[+-]|\.[a-z0-9_]{1,60})$/;

/** Reads an address; what can't be read is passed over. */
export function readHistoryAddress(query: Query): HistoryAddress {
  const read = (name: string, form: RegExp) => {
    const value = query[name];
    return typeof value === "string" && form.test(value) ? value : "";
  };
  const day = (name: string) => {
    const value = read(name, DAY);
    return value && new Date(value).toJSON()?.startsWith(value) ? value : "";
  };
  return {
    item: read("item", UUID),
    who: read("who", UUID),
    field: read("field", FIELD),
    from: day("from"),
    until: day("until"),
    after: read("after", UUID),
  };
}

/** The address of a page of the history. */
export function historyAddress(asked: Partial<HistoryAddress>): string {
  const query = new URLSearchParams(
    Object.entries(asked).filter(([, value]) => value !== ""),
  ).toString();
  return query ? `/studio/history?${query}` : "/studio/history";
}

/** What the queries are asked. Days are those of UTC, as the page says. */
export function askedOf(address: HistoryAddress, limit: number): HistoryAsked {
  const { item, who, field, from, until, after } = address;
  return {
    limit,
    itemId: item || undefined,
    memberId: who || undefined,
    field: field || undefined,
    from: from ? new Date(from) : undefined,
    until: until ? new Date(Date.parse(until) + 86_400_000) : undefined,
    after: after || undefined,
  };
}
