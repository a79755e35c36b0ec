import { type Copying, copyRows } from "./move-rows";
import { type Reconciled, reconcileRows } from "./move-rows-compared";

/** So few rows are carried over in an unnoticeable pause. */
const FEW = 500;

/**
 * Brings the copy up to date while the site is written to, until so few rows change meanwhile that the pause
 * will be short.
 */
export async function catchUp(copying: Copying): Promise<void> {
  for (let rounds = 3; rounds > 0; rounds--)
    if ((await bringUpToDate(copying)).changes < FEW) return;
}

/** @returns what was carried over; without names of tables where everything was copied again */
export async function bringUpToDate(copying: Copying): Promise<Carried> {
  try {
    return await reconcileRows(copying);
  } catch (error) {
    if (!isConflict(error)) throw error;
    // Rows that swapped unique values can't be updated one by one in any order, so everything is copied again.
    await copyRows(copying, async () => {});
    return { changes: Number.POSITIVE_INFINITY };
  }
}

/** What was carried over; without names of tables where everything was copied again. */
export type Carried = Pick<Reconciled, "changes"> & Partial<Reconciled>;

/** SQLSTATE class 23: a reference or a unique value. */
function isConflict(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("23");
}
