import { directory } from "./directory";
import { databases } from "./schema";

/**
 * Sends a minimal query to the platform database.
 * @throws DatabaseUnavailable where it does not answer
 */
export async function probePlatform(): Promise<void> {
  await directory.read((tx) => tx.select({ id: databases.id }).from(databases).limit(1));
}
