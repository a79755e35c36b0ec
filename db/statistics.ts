import type { DatabaseAddress } from "./pools";
import { adminOf } from "./servers";

/**
 * Renews what the planner knows of a database, for a job that writes many rows of one tenant. Of a tenant that has no rows yet
 * Postgres takes any index for as good as another, and plans so until its own turn comes, a minute later or not at all.
 * @throws Error from Postgres
 */
export async function renewStatistics({ server, name }: DatabaseAddress): Promise<void> {
  const admin = adminOf({ server, name });
  try {
    await admin.unsafe("analyze");
  } finally {
    await admin.end({ timeout: 5 });
  }
}
