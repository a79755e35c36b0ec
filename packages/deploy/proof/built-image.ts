import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeApp } from "@/packages/deploy/app";
import { emit } from "@/packages/deploy/emit";
import { buildImage } from "@/packages/deploy/image/build";
import { docker } from "@/packages/deploy/image/engine";
import { readDeployment } from "@/packages/deploy/settings";
import { target } from "@/packages/deploy/targets/image";
import { lacksForBases, makeBases } from "./base";
import { engineForProof, lacksAnyEngine } from "./own-engine";

/** Where what base images are made of is kept between runs. */
const CACHE = process.env.SWINGTAG_BASES ?? join(import.meta.dirname, "../../../.data/bases");

/** What this machine lacks to build the image, with how to get it, or null. */
export async function lacksForImage(): Promise<string | null> {
  return (await lacksAnyEngine()) ?? (await lacksForBases());
}

/**
 * Builds the image of the project as it stands, under a tag of its own.
 * @returns its name and tag, and what removes it
 */
export async function builtImage(
  signal: AbortSignal,
): Promise<{ image: string; remove(): Promise<void> }> {
  const endEngine = await engineForProof(signal);
  const deployment = readDeployment({ version: `proof-${randomInt(1_000_000)}` });
  const { image } = describeApp(deployment);
  const folder = await mkdtemp(join(tmpdir(), "swingtag-image-"));
  const remove = async () => {
    await docker(["image", "rm", "--force", image]).catch(() => "");
    await endEngine();
  };
  try {
    await makeBases({ cache: CACHE, say: () => {}, signal });
    await emit(target, deployment, folder);
    await buildImage({ folder, image, say: () => {}, signal });
    return { image, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
