import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emit } from "@/packages/deploy/emit";
import { readDeployment } from "@/packages/deploy/settings";
import type { Acting } from "@/packages/deploy/target";
import { askedOf } from "@/packages/deploy/targets/aws/asked";
import { programsHere } from "@/packages/deploy/targets/aws/programs";
import { fargate } from "@/packages/deploy/targets/fargate/target";
import { openAccount } from "./cloud-account";
import { provePlaces } from "./cloud-places";
import { readWanted, WANTED } from "./cloud-wanted";
import type { Proof } from "./proof";

/**
 * What a real account alone can prove of the target `fargate`: see docs/guides/cloud-proof.md. Puts an installation
 * up, asks it, takes it down with its data, and looks for what is left. Costs about 5 dollars and an hour.
 */
export const cloud: Proof = {
  name: "cloud",
  async lacks() {
    const missing = Object.entries(WANTED).filter(([name]) => !process.env[name]);
    const credentials =
      process.env.AWS_PROFILE ||
      (process.env.AWS_ACCESS_KEY_ID && process.env.AWS_SECRET_ACCESS_KEY);
    if (!credentials)
      return "There are no credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, of an account for trials.";
    if (missing.length > 0)
      return `Set ${missing.map(([name, says]) => `${name} (${says})`).join(", ")}.`;
    if (!(await programsHere(() => {}).has("aws")))
      return "The AWS command line is not on this machine: https://docs.aws.amazon.com/cli";
    return null;
  },
  async run(step, measure, signal) {
    const wanted = readWanted();
    const folder = await mkdtemp(join(tmpdir(), "swingtag-cloud-"));
    const acting: Acting = {
      deployment: readDeployment({
        domain: wanted.PROVE_CLOUD_DOMAIN,
        hostedZone: wanted.PROVE_CLOUD_ZONE,
        region: wanted.PROVE_CLOUD_REGION,
        alarmsTo: wanted.PROVE_CLOUD_MAIL,
        keepBackupsDays: 1,
      }),
      folder: join(folder, "emitted"),
      stateFolder: folder,
      say: () => {},
    };
    const account = openAccount(askedOf(acting.deployment, "fargate"));
    try {
      await step("nothing of it is there before", () => account.isBare());
      const began = performance.now();
      await step("it is put up from nothing", async () => {
        await emit(fargate, acting.deployment, acting.folder);
        await fargate.up(acting);
      });
      measure("put up from nothing", minutesSince(began));
      await provePlaces(step, account, acting, signal);
      await step("put up again, it changes nothing and serves", () => fargate.up(acting));
    } finally {
      const began = performance.now();
      await step("it is taken down with its data", () => fargate.down({ ...acting, data: true }));
      measure("taken down", minutesSince(began));
      await step("nothing of it is left, and nothing that costs", () => account.isBare());
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const minutesSince = (began: number) => `${((performance.now() - began) / 60_000).toFixed(1)} min`;
