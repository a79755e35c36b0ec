import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import postgres from "postgres";
import { env } from "@/base/env";
import { builderOver, type Query } from "@/db/pools/queries";
import { takesPrebuilt } from "@/db/prebuilt";

/**
 * What `db/transaction.ts` would be without tenancy: each query alone, in autocommit, prepared, on one plain
 * pool. The bench builds the app a second time with this in its place and row-level security switched off,
 * and compares.
 */
export type Reads = Pick<
  PgRemoteDatabase,
  "select" | "selectDistinct" | "selectDistinctOn" | "with" | "$with" | "$count"
>;
export type Writes = Reads;
export class DatabaseUnavailable extends Error {}
export class SiteSealed extends Error {}
export class WritesCrossed extends Error {}
export const isLostConnection = () => false;

let database: Reads | undefined;

export async function readTogether<T>(
  _pool: unknown,
  _settings: string,
  work: (tx: Reads) => T | Promise<T>,
): Promise<T> {
  database ??= connect();
  return work(database);
}

export async function writeTogether<T>(
  pool: unknown,
  settings: string,
  work: (tx: Writes) => Promise<T>,
): Promise<T> {
  return readTogether(pool, settings, work);
}

function connect(): Reads {
  const url = new URL(env().DATABASE_URL);
  url.pathname = `/${env().DATABASE_PREFIX}_pool_1`;
  const keep = (value: unknown) => value;
  const sql = postgres(url.toString(), {
    max: env().DATABASE_CONNECTIONS,
    fetch_types: false,
    types: {
      date: { to: 1184, from: [1082, 1083, 1114, 1184], serialize: keep, parse: keep },
      json: { to: 114, from: [114, 3802], serialize: keep, parse: keep },
    },
  });
  const send = async ({ text, parameters, method }: Query) => {
    const pending = sql.unsafe(text, parameters, { prepare: true });
    return method === "all" ? await pending.values() : await pending;
  };
  const remote = builderOver(send);
  const reads = {
    select: remote.select.bind(remote),
    selectDistinct: remote.selectDistinct.bind(remote),
    selectDistinctOn: remote.selectDistinctOn.bind(remote),
    with: remote.with.bind(remote),
    $with: remote.$with,
    $count: remote.$count.bind(remote),
  };
  return takesPrebuilt(reads, send);
}
