import { sql } from "drizzle-orm";
import { items } from "../schema";

/** An item's version: the moment of its last change in microseconds. A save names the version that it replaces. */
export const versionOfItem = sql<string>`(extract(epoch from ${items.updatedAt}) * 1000000)::bigint::text`;

/** What `updatedAt` becomes with each change: a new and later version, so that a form that is open elsewhere is told. */
export const laterVersion = sql`greatest(clock_timestamp(), ${items.updatedAt} + interval '1 microsecond')`;
