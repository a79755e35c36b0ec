import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { describeApp } from "@/packages/deploy/app";
import { docker, lacksEngine } from "@/packages/deploy/image/engine";
import type { Acting, Target } from "@/packages/deploy/target";
import { PROXY_IMAGE } from "../compose/bought-services";
import { emitCompose } from "../compose/emitted";
import { provideImages } from "../compose/provided-images";
import { databaseImageOf } from "../compose/service-parts";
import { boxFiles } from "./box";

/** What is built here and carried in as an image. */
const BUILT_HERE = ["image", "database"];

export const target: Target = {
  name: "onprem",
  says: "a bundle to carry to one machine without any cloud: images, compose file and programs",

  async emit(deployment) {
    const compose = emitCompose(deployment, "onprem", {
      stateFolder: "../../secrets",
      builds: false,
    });
    return [...compose, ...(await boxFiles(deployment))];
  },

  async up({ deployment, folder, stateFolder, say }) {
    const lacking = await lacksEngine();
    if (lacking) throw new Error(lacking);
    const app = describeApp(deployment);
    await provideImages({ name: deployment.project, folder, stateFolder }, deployment, say);
    if (!(await isHere(PROXY_IMAGE))) await docker(["pull", "--quiet", PROXY_IMAGE]);
    const bundle = bundleIn({ stateFolder, deployment });
    await rm(bundle, { recursive: true, force: true });
    await mkdir(bundle, { recursive: true });
    for (const name of await readdir(folder))
      if (!BUILT_HERE.includes(name))
        await cp(join(folder, name), join(bundle, name), { recursive: true });
    const images = [app.image, databaseImageOf({ app, deployment }), PROXY_IMAGE];
    say(`Saving ${images.join(", ")}.`);
    await docker(["save", "--output", join(bundle, "images.tar"), ...images]);
    await writeFile(join(bundle, "SHA256SUMS"), await sumsOf(bundle));
    const size = Math.round((await stat(join(bundle, "images.tar"))).size / 1_000_000);
    say(
      `The bundle is ${bundle}, ${size} MB. Carry the folder to the machine and run there, as root: sh install.sh`,
    );
  },

  async down({ deployment, stateFolder, data, say }) {
    const bundle = bundleIn({ stateFolder, deployment });
    if (data) await rm(bundle, { recursive: true, force: true });
    say(
      data
        ? "The bundle is removed. What it installed elsewhere is taken down there: sh uninstall.sh --data"
        : "What the bundle installed is taken down where it runs: sh uninstall.sh",
    );
  },

  async status({ deployment, stateFolder, say }) {
    const bundle = bundleIn({ stateFolder, deployment });
    const sums = await readFile(join(bundle, "SHA256SUMS"), "utf8").catch(() => null);
    if (sums === null) {
      say(
        `There is no bundle of ${describeApp(deployment).version}: npm run deploy -- up --target onprem makes it.`,
      );
      return false;
    }
    const whole = sums === (await sumsOf(bundle));
    say(
      whole
        ? `The bundle in ${bundle} is whole.`
        : `The bundle in ${bundle} was changed; make it anew with up.`,
    );
    return whole;
  },
};

function bundleIn({ stateFolder, deployment }: Pick<Acting, "stateFolder" | "deployment">): string {
  return join(stateFolder, `swingtag-${describeApp(deployment).version}`);
}

/** As `sha256sum` writes and checks them. */
async function sumsOf(bundle: string): Promise<string> {
  const entries = await readdir(bundle, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && entry.name !== "SHA256SUMS")
    .map((entry) => join(entry.parentPath, entry.name).slice(bundle.length + 1))
    .sort();
  const lines: string[] = [];
  for (const name of names) {
    const hash = createHash("sha256");
    await pipeline(createReadStream(join(bundle, name)), hash);
    lines.push(`${hash.digest("hex")}  ${name}\n`);
  }
  return lines.join("");
}

function isHere(image: string): Promise<boolean> {
  return docker(["image", "inspect", image]).then(
    () => true,
    () => false,
  );
}
