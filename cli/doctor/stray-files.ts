import { filesOf } from "@/server/photos/photo-files";
import { know } from "./survey";
import { isWorkedOn, type Known, type Trouble } from "./trouble";

/** Files that lie in the store for tenants there are not. */
export async function fileTroubles(owners: readonly string[], known: Known): Promise<Trouble[]> {
  const isNobody = (now: Known, tenantId: string) =>
    !now.tenants.some(({ id }) => id === tenantId) && !isWorkedOn(now, tenantId);
  return owners
    .filter((tenantId) => isNobody(known, tenantId))
    .map((tenantId) => ({
      kind: "stray files",
      subject: tenantId,
      sentence: `The file store has files of ${tenantId}, a site there is not.`,
      mending: {
        says: `remove the files of ${tenantId}`,
        removesData: true,
        async run() {
          if (isNobody(await know(), tenantId)) await filesOf({ id: tenantId }).deletePrefix("");
        },
      },
    }));
}
