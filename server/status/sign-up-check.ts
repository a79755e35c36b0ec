import { directoryAbout } from "@/db/platform/directory";
import { claimTenant } from "@/db/platform/queries/founding";
import { type Finding, tried } from "./finding";

/** Whether a site could be made: claims a name in the register and gives it back. */
export async function checkSignUp(others: {
  readonly poolsDown: boolean;
  readonly mailDown: boolean;
}): Promise<Finding> {
  const found = { component: "sign-up", affected: 0, total: 0 } as const;
  const claimed = await tried(found.component, claimAndGiveBack);
  if (!claimed.well || others.poolsDown)
    return { ...found, state: "down", says: "No new site can be made." };
  if (others.mailDown)
    return { ...found, state: "degraded", says: "New sites are made, but their letters wait." };
  return { ...found, state: "operational", says: "" };
}

async function claimAndGiveBack(): Promise<void> {
  const id = crypto.randomUUID();
  const name = `status-${id.slice(0, 18)}`;
  const given = new Error("The claim was a trial.");
  await directoryAbout(id)
    .write(async (tx) => {
      if (!(await claimTenant(tx, { id, slug: name, ownerEmailHash: name, state: "founding" })))
        throw new Error("A name of nobody's was taken.");
      throw given;
    })
    .catch((error: unknown) => {
      if (error !== given) throw error;
    });
}
