import postgres from "postgres";

/** What came of a statement. */
export interface Outcome {
  /** All that was answered: rows, or the error with its details. */
  readonly text: string;
  readonly rows: number;
  readonly error: string | null;
}

/**
 * Tries a statement as the attacker, and says what came of it. What Postgres checks no sooner than at the end of a
 * transaction is checked at once, because an attempt never gets there.
 */
export async function outcomeOf(sql: postgres.TransactionSql, statement: string): Promise<Outcome> {
  let result: unknown[] = [];
  try {
    // Runs in a savepoint, so that the transaction goes on after an error.
    await sql.savepoint(async (inner) => {
      result = await inner.unsafe(statement);
      await inner.unsafe("set constraints all immediate");
    });
    const last = result.at(-1);
    const rows = Array.isArray(last) ? last : result;
    return { text: JSON.stringify(result, readable), rows: rows.length, error: null };
  } catch (error) {
    if (!(error instanceof postgres.PostgresError)) throw error;
    const { message, detail, hint, where } = error;
    const told = [JSON.stringify(result, readable), message, detail, hint, where];
    return { text: told.join("\n"), rows: 0, error: message };
  }
}

/** Bytes as hex digits, and as the text they may be. */
function readable(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value;
}
