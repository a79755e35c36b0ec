import { platform } from "./door";
import { databases } from "./schema";

/** Asks the platform database for next to nothing. @throws DatabaseUnavailable where it does not answer */
export async function probePlatform(): Promise<void> {
  await platform.read((tx) => tx.select({ id: databases.id }).from(databases).limit(1));
}
