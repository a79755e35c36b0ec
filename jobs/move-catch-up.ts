import { type Copying, copyRows } from "./move-rows";
import { type Reconciled, reconcileRows } from "./move-rows-compared";

/** So many rows are carried over in a pause that nobody minds. */
const FEW = 500;

/** Brings the copy up to date without a pause, until so little changes meanwhile that a pause will be short. */
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
    // Rows that swapped what must be unique have no order in which they could be changed one by one.
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
