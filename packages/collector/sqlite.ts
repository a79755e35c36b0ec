import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

/** Runs `work` in a transaction that writes. */
export function transact<T>(database: DatabaseSync, work: () => T): T {
  database.exec("begin immediate");
  try {
    const result = work();
    database.exec("commit");
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec("rollback");
    throw error;
  }
}

/** Of a statement that has one row. */
export function row(statement: StatementSync, ...values: SQLInputValue[]) {
  const found = statement.get(...values);
  if (!found) throw new Error("The statement has no row.");
  return found;
}

/** SQLITE_FULL: the file is at its own limit, or the disk is full. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === 13;
}
