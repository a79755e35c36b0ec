import { type DatabaseAddress, poolOf } from "./pools";
import { site } from "./tenant/schema";
import { DatabaseUnavailable, readTogether } from "./transaction";

/**
 * Sends a query to a tenants' database as its runtime login and without a tenant. Row-level security must
 * return no row.
 * @param patience in milliseconds
 * @returns how long the answer took, in milliseconds
 * @throws DatabaseUnavailable when it did not answer in time, or Error when a row was seen
 */
export async function askDatabase(address: DatabaseAddress, patience: number): Promise<number> {
  const began = performance.now();
  const asked = readTogether(poolOf(address), "", (tx) => tx.$count(site));
  asked.catch(() => {});
  const timer = Promise.withResolvers<never>();
  const late = setTimeout(
    () => timer.reject(new DatabaseUnavailable("The database did not answer in time.")),
    patience,
  );
  try {
    if ((await Promise.race([asked, timer.promise])) !== 0)
      throw new Error("Outside of every tenant a row was seen.");
    return performance.now() - began;
  } finally {
    clearTimeout(late);
  }
}
