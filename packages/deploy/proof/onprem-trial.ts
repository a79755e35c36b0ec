import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeApp } from "@/packages/deploy/app";
import type { Acting } from "@/packages/deploy/target";
import { addItem } from "./compose-furnished";
import { nothingLeft } from "./leftovers";
import { boxOf, removeAll } from "./onprem-box";
import { breakImage, refusedBy, rehearseDamaged, retag } from "./onprem-broken";
import { supportBundle } from "./onprem-bundle";
import { isAt, moveIn } from "./onprem-owner";
import type { Step } from "./proof";

/** A box's life: installed from a bundle, backed up, rehearsed, upgraded, rolled back, looked into, taken down. */
export async function tryOnprem(acting: Acting, scratch: string, step: Step): Promise<void> {
  const box = await boxOf(acting, scratch);
  const first = describeApp(acting.deployment).version;
  const [next, broken] = [`${first}-next`, `${first}-broken`];
  try {
    const bundle = await step("a bundle holds every image and its sums", () => box.bundle(first));
    const owner = await step(
      "install.sh brings it up from the bundle, twice the same",
      async () => {
        await box.program(join(bundle, "install.sh"));
        await box.program(join(bundle, "install.sh"));
        return moveIn(box, first);
      },
    );
    await step("the nightly backup is on the clock, and restores to what was counted", async () => {
      const cron = await readFile(join(scratch, "cron", box.deployment.project), "utf8");
      if (!cron.includes("backup.sh")) throw new Error("No backup is on the clock.");
      await box.program("backup.sh");
      const said = await box.program("restore-rehearsal.sh");
      if (!/✓ [2-9] databases, [1-9]\d* items/.test(said)) throw new Error(said);
    });
    await step("a damaged backup does not pass the rehearsal", () => rehearseDamaged(box));
    await step("upgrade.sh brings the next version, and nothing is lost", async () => {
      await retag(box, first, next);
      await box.program(join(await box.bundle(next), "upgrade.sh"));
      await isAt(box, owner, next, ["A bear on the box"]);
    });
    await step("an upgrade that does not become ready puts the former version back", async () => {
      await addItem(owner, owner.host, "A bear before the broken one");
      await breakImage(box, next, broken);
      const said = await refusedBy(box.program(join(await box.bundle(broken), "upgrade.sh")));
      if (!said.includes(`${next} serves again`)) throw new Error(said);
      await isAt(box, owner, next, ["A bear on the box", "A bear before the broken one"]);
    });
    await step("rollback.sh goes back when it is asked to, and says what that costs", async () => {
      const said = await refusedBy(box.program("rollback.sh"));
      if (!said.includes("--yes")) throw new Error(said);
      await box.program("rollback.sh", "--yes");
      await isAt(box, owner, first, ["A bear on the box"]);
    });
    await step("a support bundle has no secret, wherever one was planted", () =>
      supportBundle(box, owner),
    );
    owner.visitor.leave();
    await step("uninstall.sh --data leaves nothing", async () => {
      await box.program("uninstall.sh", "--data");
      if (existsSync(box.home)) throw new Error(`${box.home} is left.`);
      if ((await readdir(join(scratch, "cron"))).length > 0) throw new Error("The clock is left.");
      await nothingLeft({ name: box.deployment.project, folder: "", stateFolder: box.home });
    });
  } finally {
    await removeAll(box, [next, broken]);
  }
}
