import { type Copying, copyRows } from "./move-rows";
import { type Equal, type Reconciled, reconcileRows } from "./move-rows-compared";
import { carrySince } from "./move-rows-since";

/** So few rows are carried over in an unnoticeable pause. */
const FEW = 500;

/**
 * Brings the copy up to date while the site is written to, until so few rows change meanwhile that the pause
 * will be short.
 * @returns when both were equal; null where everything had to be copied again
 */
export async function catchUp(copying: Copying): Promise<Equal | null> {
  for (let rounds = 3; ; rounds--) {
    const { changes, equal } = await bringUpToDate(copying);
    if (changes < FEW || rounds === 1) return equal ?? null;
  }
}

/**
 * @param equal when both were equal, if that is known: then no more is read than what was written since
 * @returns what was carried over; without names of tables where everything was copied again
 */
export async function bringUpToDate(
  copying: Copying,
  equal: Equal | null = null,
): Promise<Carried> {
  try {
    return equal ? await carrySince(copying, equal) : await reconcileRows(copying);
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
