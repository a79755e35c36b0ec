/** The database did not answer; the person may try again. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
}

/** The tenant is being moved and takes no writes for some seconds; the person may try again. */
export class SiteSealed extends Error {
  override readonly name = "SiteSealed";
  constructor() {
    super("This site is being moved and takes no changes for some seconds.");
  }
}

/** Whether `begin_write()` of guard.sql refused, by its SQLSTATE. */
export function isSealed(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "SW001";
}

/**
 * Whether an error says that there is no connection, or none any more. postgres.js and Node name that by
 * code; SQLSTATE classes 08 and 57P, and 53300 (too many connections), are Postgres's own.
 */
export function isLostConnection(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|08|57P0|53300)/.test(
    code,
  );
}

/**
 * What went wrong beneath Drizzle's "Failed query", where the query is not to blame: the connection, or a
 * transaction that has ended. What Postgres says about a query keeps the query's text.
 */
export function withoutBlame(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error)) return error;
  return isLostConnection(cause) || !("severity" in cause) ? cause : error;
}
