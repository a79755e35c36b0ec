import { z } from "zod";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import type { TenantFiles } from "@/files/tenant-files";
import { filesOf } from "@/server/photos/photo-files";
import { filesBeside } from "./move-stores";
import type { Subject } from "./purge-begin";
import { countRows } from "./purge-rows";

/** What was removed, counted before. */
export const CountedSchema = z.object({
  rows: z.record(z.string(), z.number()),
  /** Other databases that held a copy. */
  copies: z.array(z.string()),
  files: z.object({ count: z.number(), bytes: z.number() }),
});

/** Counts rows, copies and files before anything of them is removed. */
export async function count(subject: Subject): Promise<z.infer<typeof CountedSchema>> {
  const { tenantId, home } = subject;
  const counts = await countRows(tenantId, home.name);
  const rows: Record<string, number> = {};
  for (const { tables } of counts)
    for (const [name, some] of Object.entries(tables)) rows[name] = (rows[name] ?? 0) + some;
  const files = { count: 0, bytes: 0 };
  for (const store of await filesWhereItLived(subject))
    for await (const { size } of store.list("")) {
      files.count++;
      files.bytes += size;
    }
  const copies = counts.map(({ database }) => database).filter((name) => name !== home.name);
  return { rows, copies, files };
}

/**
 * The tenant's file stores: the platform's (for a site in a stack, it may hold files of a recent move), and the
 * stack's while it exists.
 */
export async function filesWhereItLived({ tenantId, home }: Subject): Promise<TenantFiles[]> {
  const here = filesOf({ id: tenantId });
  if (!home.stack) return [here];
  const database = await platform.read((tx) => findDatabase(tx, home.name));
  const stands = database?.state === "ready";
  return stands ? [here, await filesBeside(database, tenantId)] : [here];
}
