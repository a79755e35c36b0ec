import { drizzle, type PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { env } from "@/base/env";
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
