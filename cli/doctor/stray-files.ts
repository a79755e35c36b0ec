import { filesOf } from "@/server/photos/photo-files";
import { readRegister } from "./survey";
import { isWorkedOn, type Register, type Trouble } from "./trouble";

/** Files in the store whose tenant does not exist. */
export async function fileTroubles(
  owners: readonly string[],
  register: Register,
): Promise<Trouble[]> {
  const isNobody = (now: Register, tenantId: string) =>
    !now.tenants.some(({ id }) => id === tenantId) && !isWorkedOn(now, tenantId);
  return owners
    .filter((tenantId) => isNobody(register, tenantId))
    .map((tenantId) => ({
      kind: "stray files",
      subject: tenantId,
      sentence: `The file store has files of ${tenantId}, a site there is not.`,
      mending: {
        says: `remove the files of ${tenantId}`,
        removesData: true,
        async run() {
          if (isNobody(await readRegister(), tenantId))
            await filesOf({ id: tenantId }).deletePrefix("");
        },
      },
    }));
}
