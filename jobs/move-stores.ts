import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import type { Database } from "@/db/platform/queries/databases";
import { findStack } from "@/db/platform/queries/stacks";
import type { TenantFiles } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import type { Route } from "./move-route";

/**
 * The files of both ends, or null where they are kept in one place. Exports and papers that a stack's own worker made
 * are not moved, because only that worker deletes them in time.
 */
export async function filesOfBoth(
  { from, to }: Route,
  tenantId: string,
): Promise<{ readonly from: TenantFiles; readonly to: TenantFiles } | null> {
  if (stackOn(from.server) === stackOn(to.server)) return null;
  const files = await filesBeside(from, tenantId);
  const leaving = stackOn(from.server) ? withoutMade(files) : files;
  return { from: leaving, to: await filesBeside(to, tenantId) };
}

const MADE = ["exports/", "papers/"];

function withoutMade(files: TenantFiles): TenantFiles {
  return {
    ...files,
    async *list(prefix) {
      for await (const file of files.list(prefix))
        if (!MADE.some((folder) => file.key.startsWith(folder))) yield file;
    },
  };
}

/** A tenant's files in the stack of this database, or else in the platform's store. */
export async function filesBeside(
  { server }: Pick<Database, "server">,
  tenantId: string,
): Promise<TenantFiles> {
  const name = stackOn(server);
  if (name === null) return filesOf({ id: tenantId });
  const stack = await platform.read((tx) => findStack(tx, name));
  if (!stack) throw new Error(`There is no stack ${name}.`);
  return filesOf({ id: tenantId, stack });
}
