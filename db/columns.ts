import { type SQL, sql } from "drizzle-orm";
import { customType, type PgColumn, timestamp } from "drizzle-orm/pg-core";

/** A moment with its zone, read as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** The check that a column holds one of these. */
export function oneOf(column: PgColumn, values: readonly string[]): SQL {
  return sql`${column} in (${quoted(values)})`;
}

/** Values of our own as SQL writes them; never anything that was given. */
export function quoted(values: readonly string[]): SQL {
  return sql.raw(values.map((value) => `'${value}'`).join(", "));
}

/**
 * Texts in a column, each as it was written. Drizzle's own arrays lose every backslash when they are read.
 */
export const texts = customType<{ data: string[]; driverData: string }>({
  dataType: () => "text[]",
  toDriver: (all) =>
    `{${all.map((text) => `"${text.replace(/[\\"]/g, (letter) => `\\${letter}`)}"`).join(",")}}`,
  fromDriver: (written) =>
    [...written.matchAll(/"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs)].map(
      ([, quoted, plain = ""]) => quoted?.replace(/\\(.)/gs, "$1") ?? plain,
    ),
});
