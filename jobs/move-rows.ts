import { Refusal } from "@/base/refusal";
import type { DatabaseAddress } from "@/db/pools";
import { type TenantRows, withTenantRows } from "@/db/rows";

/** A tenant's rows in one database and what shall be their exact copy in another. */
export interface Copying {
  readonly from: DatabaseAddress;
  readonly to: DatabaseAddress;
  readonly tenantId: string;
}

/**
 * Copies every row inside one snapshot, in the place of whatever the target has of the tenant. The target gets
 * them in one transaction, so a kill in between leaves nothing.
 * @param progress told rows copied and rows in all
 */
export async function copyRows(
  copying: Copying,
  progress: (done: number, total: number) => Promise<void>,
): Promise<void> {
  await betweenBoth(copying, "write", async (source, target) => {
    await target.clear();
    const total = await source.count();
    let done = 0;
    for (const table of source.tables)
      for await (const lines of source.lines(table)) {
        await target.insert(table, lines);
        done += lines.length;
        await progress(done, total);
      }
  });
}

/** Works on both databases at one moment each. @throws Refusal when their schemas differ or one is being renewed */
export function betweenBoth<T>(
  { from, to, tenantId }: Copying,
  mode: "write" | "snapshot",
  work: (source: TenantRows, target: TenantRows) => Promise<T>,
): Promise<T> {
  return withTenantRows(to, tenantId, mode, (target) =>
    withTenantRows(from, tenantId, "snapshot", async (source) => {
      if (await isOutdated(source))
        throw new Refusal(
          "The site is still being brought up to the newest version. Order the move again in some minutes.",
        );
      if (shapeOf(source) !== shapeOf(target))
        throw new Refusal(
          "The two databases have different versions of the schema. Migrate both, then order the move again.",
        );
      return work(source, target);
    }),
  );
}

/** Whether something is left of a former build that a migration of the source makes anew, and one of the target would not. */
async function isOutdated({ sql }: TenantRows): Promise<boolean> {
  return (await sql`select from ledger.outdated limit 1`).length > 0;
}

function shapeOf({ tables }: TenantRows): string {
  return tables
    .map(({ name, columns }) => `${name} ${columns.toSorted().join(" ")}`)
    .toSorted()
    .join("\n");
}
