import { describeApp } from "@/packages/deploy/app";
import { buildImage } from "@/packages/deploy/image/build";
import { docker } from "@/packages/deploy/image/engine";
import type { Deployment } from "@/packages/deploy/settings";
import type { Project } from "./engine";
import type { Say } from "./rollout";
import { databaseImageOf } from "./service-parts";

/** Sees to it that the engine has both images: the app's is fetched or built where it is not there. */
export async function provideImages(
  project: Project,
  deployment: Deployment,
  say: Say,
): Promise<void> {
  const app = describeApp(deployment);
  if (!(await hasImage(app.image))) {
    say(`${app.image} is not here yet.`);
    const fetched = deployment.image.includes("/") && (await fetches(app.image));
    if (!fetched) {
      say("Building it, which takes a few minutes the first time.");
      await buildImage({ folder: `${project.folder}/image`, image: app.image, say: () => {} });
    }
  }
  const folder = `${project.folder}/database`;
  await docker([
    "build",
    "--network",
    "host",
    "--tag",
    databaseImageOf({ app, deployment }),
    folder,
  ]);
}

function hasImage(image: string): Promise<boolean> {
  return succeeds(["image", "inspect", image]);
}

function fetches(image: string): Promise<boolean> {
  return succeeds(["pull", "--quiet", image]);
}

function succeeds(words: readonly string[]): Promise<boolean> {
  return docker(words).then(
    () => true,
    () => false,
  );
}
