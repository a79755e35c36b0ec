import { databaseFaultOf } from "@/base/fault-code";
import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { countValuesOf } from "@/db/tenant/queries/own-values";

/** From how many values on it is their number that took too long, and not the database that is away. */
const MANY = 5000;

/**
 * Does what changes all values of a field in one transaction, as it must where they are hidden with their field. Their
 * words are made anew with them, so that there can be too many for the time that a request has; measured, 20,000 are.
 * @param many another bound than `MANY`, for tests
 * @throws Refusal (503) then, with nothing changed, and what `write` throws
 */
export async function inOneGo<T>(
  scope: Scope,
  fieldId: string,
  write: () => Promise<T>,
  many = MANY,
): Promise<T> {
  const count = await scope.read((tx) => countValuesOf(tx, fieldId));
  try {
    return await write();
  } catch (error) {
    throw count >= many && isTooLong(error) ? tooMany(count) : error;
  }
}

function isTooLong(error: unknown): boolean {
  const isUnknown = error instanceof Error && "maybeSaved" in error && error.maybeSaved;
  return databaseFaultOf(error) === "away" && !isUnknown;
}

function tooMany(count: number): Refusal {
  return new Refusal(
    `This field holds ${count.toLocaleString("en")} values, more than can be changed in one go. Nothing was changed. Empty it for some of the items in the table first, then repeat this.`,
    { status: 503 },
  );
}
