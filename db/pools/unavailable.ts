import { DATABASE_AWAY, DATABASE_UPDATING, databaseFaultOf } from "@/base/fault-code";

/** The database did not answer, or is not in a state to serve. The person may try again. */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
  readonly code: typeof DATABASE_AWAY | typeof DATABASE_UPDATING;
  /** Whether a commit was sent and not answered, so that nobody knows whether it was saved. */
  readonly maybeSaved: boolean;

  constructor(message: string, { updating = false, maybeSaved = false, ...options }: Why = {}) {
    super(message, options);
    this.code = updating ? DATABASE_UPDATING : DATABASE_AWAY;
    this.maybeSaved = maybeSaved;
  }

  /** Whether it waits for its migrations, rather than being away. */
  get updating(): boolean {
    return this.code === DATABASE_UPDATING;
  }

  /** By code: pools are shared by all bundles of a process, and each bundle has a class of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return databaseFaultOf(value) !== null;
  }
}

interface Why extends ErrorOptions {
  readonly updating?: boolean;
  readonly maybeSaved?: boolean;
}

/** The tenant is being moved and takes no writes for some seconds; the person may try again. */
export class SiteSealed extends Error {
  override readonly name = "SiteSealed";
  constructor() {
    super("This site is being moved and takes no changes for some seconds.");
  }
}

/**
 * Two transactions waited for each other and this one was given up, so it has changed nothing. It is not repeated here:
 * what `work` does beside the database, such as storing files, it would do twice. The person may try again, and a job does.
 */
export class WritesCrossed extends Error {
  override readonly name = "WritesCrossed";
  constructor(cause: unknown) {
    super("Two transactions waited for each other.", { cause });
  }
}

/** Whether the password was refused. Postgres gives the same error for a login that does not exist. */
export function isWrongPassword(error: unknown): boolean {
  return codeOf(error) === "28P01";
}

/**
 * Whether an error means that a connection failed or was lost. postgres.js and Node name that by code; SQLSTATE
 * classes 08 and 57P, and 53300 (too many connections), are Postgres's own.
 */
export function isLostConnection(error: unknown): boolean {
  return /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|ENOENT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|08|57P0|53300)/.test(
    codeOf(error),
  );
}

/** Whether a server gave up on a lock (55P03) or a statement (57014) that took too long. */
export function isTimeout(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^(55P03|57014)$/.test(codeOf(error)) || isTimeout(error.cause);
}

/**
 * What the error of a query means in a transaction that we began as one that writes: `begin_write()` of guard.sql
 * refused (SW001), or the server takes no changes. In one that reads, 25006 is a mistake of our own.
 */
export function refusedWrite(error: unknown): unknown {
  if (codeOf(error) === "SW001") return new SiteSealed();
  return codeOf(error) === READ_ONLY
    ? new DatabaseUnavailable("The database takes no changes now.", { cause: error })
    : error;
}

/** Whether a write was refused because the server takes no changes; another one may by now. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof DatabaseUnavailable && codeOf(error.cause) === READ_ONLY;
}

const READ_ONLY = "25006";

/**
 * Why a server that answered lets nobody in, or undefined where the error is of another kind: the database does
 * not exist (3D000), takes no connections (55000), its login may not connect (42501) or log in (28).
 */
export function turnedAway(error: unknown): DatabaseUnavailable | undefined {
  if (error instanceof DatabaseUnavailable) return error.updating ? error : undefined;
  return /^(3D000|55000|42501|28)/.test(codeOf(error))
    ? new DatabaseUnavailable("The database lets nobody in.", { cause: error })
    : undefined;
}

/** Whether a login or its database is not there, or its password is wrong: waiting does not mend that. */
export function isUnknownLogin(error: unknown): boolean {
  const cause = error instanceof DatabaseUnavailable ? error.cause : error;
  return /^(3D000|28)/.test(codeOf(cause));
}

/**
 * Unwraps Drizzle's "Failed query" if the query is not to blame: the connection, the server, tables of another
 * version than the code, or a transaction that has ended. An error about the query itself keeps the query's
 * text.
 */
export function withoutBlame(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnavailable) return error;
  const cause = error.cause instanceof Error ? error.cause : error;
  if (isLostConnection(cause) || !("severity" in cause)) return cause;
  // Queries are built from the schema, so an unknown table, column or function means a database of another
  // version.
  if (/^(42P01|42703|42883)$/.test(codeOf(cause)))
    return new DatabaseUnavailable("The database is of another version than the app.", {
      cause: error,
      updating: true,
    });
  // A deadlock, or under stricter isolation a write that another one came before.
  if (/^(40P01|40001)$/.test(codeOf(cause))) return new WritesCrossed(error);
  // Or the disk is full, memory is out, or the disk fails.
  if (isTimeout(cause) || /^(53|58)/.test(codeOf(cause)))
    return new DatabaseUnavailable("The database could not answer in time.", { cause: error });
  return error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
