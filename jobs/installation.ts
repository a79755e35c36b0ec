import { env } from "@/base/env";
import { secretOn } from "@/base/stack";
import { adminUrlOf } from "@/db/servers";
import type { Installation } from "@/db/setup";

/** The installation as setup sees it on one of its servers. */
export function installationOn(server: string): Installation {
  return {
    adminUrl: adminUrlOf(server),
    prefix: env().DATABASE_PREFIX,
    secret: secretOn(server),
    guard: env().DATABASE_GUARD,
  };
}
