/**
 * Codes of errors that cross between the front and the app. Each module graph has classes of its own, so that
 * `instanceof` says nothing of the other's errors.
 */
export const DATABASE_AWAY = "SWINGTAG_DATABASE_AWAY";
export const DATABASE_UPDATING = "SWINGTAG_DATABASE_UPDATING";

/** Why a database can't be asked: it does not answer, or it waits for its migrations. */
export type DatabaseFault = "away" | "updating";

/** What an error says of a database, or null where it says something else. */
export function databaseFaultOf(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  if (error.code === DATABASE_AWAY) return "away";
  return error.code === DATABASE_UPDATING ? "updating" : null;
}
