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

/** Works on both databases at one moment each. @throws Refusal when their schemas differ */
export function betweenBoth<T>(
  { from, to, tenantId }: Copying,
  mode: "write" | "snapshot",
  work: (source: TenantRows, target: TenantRows) => Promise<T>,
): Promise<T> {
  return withTenantRows(to, tenantId, mode, (target) =>
    withTenantRows(from, tenantId, "snapshot", (source) => {
      if (shapeOf(source) !== shapeOf(target))
        throw new Refusal(
          "The two databases have different versions of the schema. Migrate both, then order the move again.",
        );
      return work(source, target);
    }),
  );
}

function shapeOf({ tables }: TenantRows): string {
  return tables
    .map(({ name, columns }) => `${name} ${columns.toSorted().join(" ")}`)
    .toSorted()
    .join("\n");
}
