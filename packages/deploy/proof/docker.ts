import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/base/free-port";
import { describeApp } from "@/packages/deploy/app";
import { emit } from "@/packages/deploy/emit";
import { buildImage } from "@/packages/deploy/image/build";
import { docker } from "@/packages/deploy/image/engine";
import { readDeployment } from "@/packages/deploy/settings";
import type { Acting } from "@/packages/deploy/target";
import { composeProgram } from "@/packages/deploy/targets/compose/compose-program";
import { provideImages } from "@/packages/deploy/targets/compose/provided-images";
import { databaseImageOf } from "@/packages/deploy/targets/compose/service-parts";
import { target } from "@/packages/deploy/targets/compose/target";
import { lacksForBases, makeBases } from "./base";
import { tryCompose } from "./compose-trial";
import { tryOnprem } from "./onprem-trial";
import { engineForProof, lacksAnyEngine } from "./own-engine";
import type { Proof } from "./proof";

/** Where debootstrap's output is kept between runs. */
const CACHE = process.env.SWINGTAG_BASES ?? join(import.meta.dirname, "../../../.data/bases");

/** The product on a real engine: built, put up, used, restarted under load and taken down without a trace. */
export const onDocker: Proof = {
  name: "docker",
  async lacks() {
    const lacking = (await lacksAnyEngine()) ?? (await lacksForBases());
    if (lacking) return lacking;
    return composeProgram().then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  },
  async run(step, measure, signal) {
    const endEngine = await engineForProof(signal);
    const scratch = await mkdtemp(join(tmpdir(), "swingtag-docker-"));
    const mark = randomInt(1000, 9999);
    const deployment = readDeployment({
      domain: "localhost",
      project: `swingtag-proof-${mark}`,
      version: `proof-${mark}`,
      httpsPort: await freePort(),
      httpPort: await freePort(),
      proxyNetwork: `172.${randomInt(20, 29)}.${randomInt(1, 250)}.0/24`,
    });
    const acting: Acting = {
      deployment,
      folder: join(scratch, "out"),
      stateFolder: join(scratch, "keep"),
      say: () => {},
    };
    const app = describeApp(deployment);
    try {
      await step("stand-ins of the official images are there or can be made", async () => {
        await makeBases({ cache: CACHE, say: () => {}, signal });
      });
      await step("the images build from the emitted files", async () => {
        await emit(target, deployment, acting.folder);
        const folder = join(acting.folder, "image");
        await buildImage({ folder, image: app.image, say: () => {}, signal });
        await provideImages({ name: deployment.project, ...acting }, deployment, () => {});
      });
      await tryCompose(acting, step, measure);
      await tryOnprem({ ...acting, folder: join(scratch, "bundle") }, scratch, step);
    } finally {
      for (const image of [app.image, databaseImageOf({ app, deployment })])
        await docker(["image", "rm", "--force", image]).catch(() => "");
      await rm(scratch, { recursive: true, force: true });
      await endEngine();
    }
  },
};
