/**
 * Copies the font files that skins use from their packages to public/_static/fonts, named with the
 * release. Runs on each setup; what is there already is left alone and what is no longer named goes.
 */
import { copyFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { listFamilies } from "@/themes/families";
import { FONT_RELEASE, packagedFile, SUBSET_NAMES, servedFile } from "@/themes/fonts";

const root = path.join(import.meta.dirname, "..");
const target = path.join(root, "public/_static/fonts");

await mkdir(target, { recursive: true });
const present = new Set(await readdir(target));
const wanted = new Set<string>();

for (const family of listFamilies()) {
  const source = path.join(root, "node_modules", family.package);
  const { version }: { version: string } = JSON.parse(
    await readFile(path.join(source, "package.json"), "utf8"),
  );
  if (version !== FONT_RELEASE) {
    throw new Error(`${family.package} is ${version}; themes/fonts.ts names ${FONT_RELEASE}.`);
  }
  for (const face of family.faces) {
    for (const subset of SUBSET_NAMES) {
      const file = servedFile(family, face, subset);
      wanted.add(file);
      if (present.has(file)) continue;
      const from = path.join(source, "files", packagedFile(family, face, subset));
      await copyFile(from, path.join(target, file));
    }
  }
}

for (const file of present) {
  if (!wanted.has(file)) await rm(path.join(target, file));
}
process.stdout.write(`Fonts: ${wanted.size} files in public/_static/fonts.\n`);
