import { describeApp } from "@/packages/deploy/app";
import { buildImage } from "@/packages/deploy/image/build";
import { imageFiles } from "@/packages/deploy/image/dockerfile";
import { docker, lacksEngine } from "@/packages/deploy/image/engine";
import type { Target } from "@/packages/deploy/target";

/** The image alone, for those who push it to a registry of their own. */
export const target: Target = {
  name: "image",
  says: "the image that every other ground runs: up builds it with Docker",
  async emit(deployment) {
    return imageFiles(deployment);
  },
  async up({ deployment, folder, say }) {
    const lacking = await lacksEngine();
    if (lacking) throw new Error(lacking);
    const { image } = describeApp(deployment);
    await buildImage({ folder, image, say: () => {} });
    say(`${image} is built, ${megabytes(await sizeOf(image))} unpacked`);
  },
  async down({ deployment, say }) {
    const { image } = describeApp(deployment);
    if (!(await isBuilt(image))) return say(`There is no image ${image}.`);
    await docker(["image", "rm", image]);
    say(`${image} is removed`);
  },
  async status({ deployment, say }) {
    const { image } = describeApp(deployment);
    if (!(await isBuilt(image))) {
      say(`${image} is not built`);
      return false;
    }
    say(`${image} is built, ${megabytes(await sizeOf(image))} unpacked`);
    return true;
  },
};

async function isBuilt(image: string): Promise<boolean> {
  return (await docker(["image", "ls", "--quiet", image])) !== "";
}

async function sizeOf(image: string): Promise<number> {
  return Number(await docker(["image", "inspect", "--format", "{{.Size}}", image]));
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}
