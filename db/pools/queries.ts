import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { env } from "@/base/env";
import { shared } from "@/base/shared";
import type { Connection, Sql } from "./connection";

/** A query as Drizzle hands it over: its text, its parameters, and whether it wants rows as arrays. */
export interface Query {
  readonly text: string;
  readonly parameters: NonNullable<Parameters<Sql["unsafe"]>[1]>;
  readonly method: "all" | "execute";
}

export type Rows = readonly unknown[];

/** Drizzle's query builder over whatever runs its queries. */
export function builderOver(run: (query: Query) => Promise<Rows>): PgRemoteDatabase {
  return drizzle(async (text, parameters, method) => ({
    rows: [...(await run({ text, parameters, method }))],
  }));
}

/**
 * Sends one query without waiting for those before it. Its parameters go as text, and Postgres infers their
 * types from the statement. If one is an object, the driver first asks for the types, which costs a round trip,
 * because it must know how to write the object.
 */
export async function send({ sql }: Connection, query: Query): Promise<Rows> {
  const prepare = env().DATABASE_POOLER === "none";
  const describe = query.parameters.some(isObject);
  // Unless told, the driver sends a query without parameters as bare text, which is planned anew each time.
  const simple = !prepare && query.parameters.length === 0;
  const options = { prepare, describe, simple };
  const pending = sql.unsafe(query.text, query.parameters, options).execute();
  return query.method === "all" ? pending.values() : pending;
}

function isObject(parameter: unknown): boolean {
  return (
    typeof parameter === "object" &&
    parameter !== null &&
    !(parameter instanceof Date) &&
    !(parameter instanceof Uint8Array)
  );
}

/**
 * By their texts, the names under which a connection has prepared statements that are sent as part of a message. One for
 * all bundles of the process, as the connections are.
 */
function prepared() {
  return shared("prepared", () => ({ named: 0, on: new WeakMap<Sql, Map<string, string>>() }));
}

/**
 * Sends a whole transaction that reads as one message: Postgres begins it with the first statement of the message and
 * ends it with the last, or with the one that fails.
 * @param opening what the transaction is to be, such as `; set local …`
 * @param query without parameters
 */
export async function sendAsOne({ sql }: Connection, opening: string, query: Query): Promise<Rows> {
  const begin = `set transaction read only${opening}; `;
  // Behind a pooler the next transaction may be on another session, which has not prepared it.
  if (env().DATABASE_POOLER !== "none") return lastOf(sql, begin + query.text, query.method);
  const all = prepared();
  const known = all.on.get(sql) ?? new Map<string, string>();
  all.on.set(sql, known);
  const name = known.get(query.text) ?? `swingtag_${++all.named}`;
  const prepare = known.has(query.text) ? "" : `prepare ${name} as ${query.text}; `;
  try {
    const rows = await lastOf(sql, `${begin}${prepare}execute ${name}`, query.method);
    known.set(query.text, name);
    return rows;
  } catch (error) {
    // What a migration has made out of date is prepared anew, under a name of its own.
    known.delete(query.text);
    throw error;
  }
}

/** The rows of a message's last statement. */
async function lastOf(sql: Sql, message: string, method: Query["method"]): Promise<Rows> {
  const pending = sql.unsafe(message);
  const answers: readonly unknown[] = await (method === "all" ? pending.values() : pending);
  const last = answers.at(-1);
  return Array.isArray(last) ? last : [];
}
