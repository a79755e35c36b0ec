import { ilike, type SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { askable } from "../../tenant/queries/text";

/** Searches for the text as typed; none of its characters is a wildcard. */
export function contains(column: PgColumn, text: string): SQL {
  return ilike(column, `%${askable(text).replace(/[\\%_]/g, "\\$&")}%`);
}
