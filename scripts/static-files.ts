/**
 * Copies what browsers are served as it stands from its packages to public/_static: the font files that skins use,
 * named with their release, and the decoder of HEIC photos with its worker and licence. Runs on each setup; what is
 * there already is left alone and what is no longer named goes.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { HEIC_RELEASE } from "@/components/studio/photos/heic";
import { listFamilies } from "@/themes/families";
import { FONT_RELEASE, packagedFile, SUBSET_NAMES, servedFile } from "@/themes/fonts";

const root = path.join(import.meta.dirname, "..");
const served = path.join(root, "public/_static");
const packages = path.join(root, "node_modules");

const fonts = new Map<string, string>();
for (const family of listFamilies()) {
  const source = path.join(packages, family.package);
  if ((await versionOf(source)) !== FONT_RELEASE)
    throw new Error(`${family.package} is not ${FONT_RELEASE}, as themes/fonts.ts says.`);
  for (const face of family.faces)
    for (const subset of SUBSET_NAMES)
      fonts.set(
        servedFile(family, face, subset),
        path.join(source, "files", packagedFile(family, face, subset)),
      );
}
await fill("fonts", fonts);

const DECODER = "libheif-js/libheif-wasm/libheif-bundle.mjs";
const decoder = path.join(packages, "libheif-js");
if (!HEIC_RELEASE.startsWith(`${await versionOf(decoder)}-`))
  throw new Error(`libheif-js is not ${HEIC_RELEASE}, as components/studio/photos/heic.ts says.`);
const heic = `heic-${HEIC_RELEASE}`;
await fill(
  heic,
  new Map([
    ["worker.mjs", path.join(root, "components/studio/photos/heic-worker.mjs")],
    ["libheif.mjs", path.join(packages, DECODER)],
    ["license.txt", path.join(decoder, "LICENSE")],
  ]),
);
const worker = path.join(served, heic, "worker.mjs");
// A browser finds no packages: there the decoder lies beside its worker.
await writeFile(worker, (await readFile(worker, "utf8")).replace(DECODER, "./libheif.mjs"));
for (const folder of await readdir(served))
  if (folder !== "fonts" && folder !== heic)
    await rm(path.join(served, folder), { recursive: true });

process.stdout.write(`Static files: ${fonts.size} fonts and a decoder in public/_static.\n`);

/** Makes a folder hold these files and no other. @param files by their served name, where each is copied from */
async function fill(name: string, files: ReadonlyMap<string, string>): Promise<void> {
  const folder = path.join(served, name);
  await mkdir(folder, { recursive: true });
  const present = new Set(await readdir(folder));
  for (const [file, source] of files)
    if (!present.has(file)) await copyFile(source, path.join(folder, file));
  for (const file of present) if (!files.has(file)) await rm(path.join(folder, file));
}

async function versionOf(folder: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(
    await readFile(path.join(folder, "package.json"), "utf8"),
  );
  return version;
}
