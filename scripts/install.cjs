/**
 * `node scripts/setup.cjs NAME …` installs what scripts/NAME.ts needs and then runs it on the project's own
 * Node. It uses nothing but what Node 20 brings, because it runs before there are packages.
 */
const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { withLock } = require("./setup-lock.cjs");

const root = path.join(__dirname, "..");
const modules = path.join(root, "node_modules");
const marker = path.join(modules, ".swingtag-setup");
const unfinished = path.join(root, ".data", "setup.unfinished");
const lock = path.join(root, ".data", "setup.lock");
const patches = path.join(root, "patches");
/** Where no package holds Node for this platform, the one that runs this must be as new. */
const ownNode =
  process.platform === "linux" ? path.join(modules, ".bin", "node") : process.execPath;

/** What runs with the product's packages; any other command gets those of tests, checks and packages/ too. */
const OF_THE_PRODUCT = ["demo", "env-example", "tenants", "worker"];

process.chdir(root);
process.env.PATH = path.join(modules, ".bin") + path.delimiter + process.env.PATH;

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

async function main() {
  const [name, ...rest] = process.argv.slice(2);
  const set = setFor(name);
  if (!stands(set)) await withLock(lock, () => prepare(set));
  if (name) runOnOwnNode(["--import", "tsx", path.join("scripts", `${name}.ts`), ...rest]);
}

/** @returns "product", or "all", which holds the product's as well */
function setFor(name) {
  // What talks to CloudFormation is a package that packages/deploy alone depends on.
  const farther = /^cloudformation:/.test(process.env.STACKS ?? "");
  return OF_THE_PRODUCT.includes(name) && !farther ? "product" : "all";
}

/** What the installed packages depend on: a change of any of it asks for a new setup. */
function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of [
    "package-lock.json",
    "package.json",
    "scripts/static-files.ts",
    "components/studio/photos/heic.ts",
    "components/studio/photos/heic-worker.mjs",
    "themes/fonts.ts",
    "themes/families.ts",
  ])
    hash.update(`\n${file} `).update(readOr(path.join(root, file), ""));
  return hash.digest("hex");
}

function fingerprintOfPatches() {
  const hash = createHash("sha256");
  for (const file of listPatches())
    hash.update(`\n${file} `).update(readOr(path.join(patches, file), ""));
  return hash.digest("hex");
}

/** The last setup that came to its end. */
function lastSetup() {
  const [packages, patched, set] = readOr(marker, "").split(" ");
  return { packages, patched, set };
}

function stands(set) {
  const last = lastSetup();
  return (
    last.packages === fingerprint() &&
    last.patched === fingerprintOfPatches() &&
    (last.set === "all" || last.set === set) &&
    fs.existsSync(path.join(root, "public/_static/fonts")) &&
    fs.existsSync(ownNode)
  );
}

/**
 * Adds to what an earlier setup, or an `npm install` by hand, brought to its end, because a demo may run on it and
 * because nobody wants tools to go that were there; anything else begins anew.
 */
async function prepare(set) {
  if (stands(set)) return;
  const last = lastSetup();
  const whole = fs.existsSync(path.join(modules, ".package-lock.json"));
  const kept = whole && !fs.existsSync(unfinished);
  // Whoever installs by hand gets all; so did setups before there was a choice.
  const wanted = kept && last.set !== "product" ? "all" : set;
  fs.writeFileSync(unfinished, "");
  fs.rmSync(marker, { force: true });
  if (kept && last.patched !== fingerprintOfPatches()) removePatched();
  await install(kept ? "install --no-save" : "ci", wanted);
  leaveOut();
  step("Copying static files", ownNode, ["--import", "tsx", "scripts/static-files.ts"]);
  fs.writeFileSync(marker, `${fingerprint()} ${fingerprintOfPatches()} ${wanted}`);
  fs.rmSync(unfinished);
}

/** @param how "ci", which begins with nothing, or "install --no-save", which adds; both take the locked versions */
async function install(how, set) {
  const began = Date.now();
  process.stdout.write("Installing packages; the first time takes a minute …\n");
  const given = process.env.npm_execpath;
  const npm = given && /^npm/.test(path.basename(given)) ? [process.execPath, given] : ["npm"];
  const which = set === "all" ? "--include=dev" : "--omit=dev --workspaces=false";
  const words = `${how} --no-audit --no-fund --loglevel=error --ignore-scripts=false --include=optional ${which}`;
  // More threads than processors wait for each other while npm unpacks: a tenth of the time on two.
  const threads = process.env.UV_THREADPOOL_SIZE ?? String(Math.max(2, os.cpus().length));
  const child = spawn(npm[0], [...npm.slice(1), ...words.split(" ")], {
    cwd: root,
    env: { ...withoutNpmSettings(), UV_THREADPOOL_SIZE: threads },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ticking = setInterval(
    () => process.stdout.write(`  still installing, ${seconds(began)}\n`),
    15_000,
  );
  const code = await ended(child);
  clearInterval(ticking);
  if (code !== 0) throw new Error("npm could not install the packages; what it said stands above.");
  const version = spawnSync(ownNode, ["--version"], { encoding: "utf8" }).stdout ?? "";
  if (!(Number.parseInt(version.slice(1), 10) >= 24))
    throw new Error(
      `Swingtag brings its own Node for Linux on x64 and arm64. On ${process.platform} ${process.arch} run the command with Node 24 or newer.`,
    );
  process.stdout.write(`Packages installed, Node ${version.trim()} (${seconds(began)})\n`);
}

/** Papers are printed in these fonts, of which browsers get none: the parts that those would load are left out. */
const PAPER_FONTS = ["nanum-gothic", "zcool-xiaowei", "kosugi", "chocolate-classical-sans"];

/**
 * Removes what no process reads, a fifth of the product's packages: Node's headers, the source maps of Next itself, parts
 * of fonts for browsers.
 */
function leaveOut() {
  const headers = path.join(modules, `node-${process.platform}-${process.arch}/include`);
  fs.rmSync(headers, { recursive: true, force: true });
  const next = path.join(modules, "next/dist");
  for (const file of fs.readdirSync(next, { recursive: true }))
    if (file.endsWith(".map")) fs.rmSync(path.join(next, file));
  for (const name of PAPER_FONTS) {
    const files = path.join(modules, "@fontsource", name, "files");
    for (const file of fs.existsSync(files) ? fs.readdirSync(files) : [])
      if (file.endsWith(".woff2") || /-\d+-\d+-/.test(file)) fs.rmSync(path.join(files, file));
  }
}

/** Removes the settings of the npm that runs this, because they would change what is installed, as NODE_ENV does. */
function withoutNpmSettings() {
  const env = { ...process.env };
  delete env.NODE_ENV;
  for (const name of [
    ...["omit", "include", "production", "global", "prefix", "dry_run"],
    ...["workspace", "workspaces", "include_workspace_root"],
  ])
    delete env[`npm_config_${name}`];
  return env;
}

/** Removes patched packages, because a changed patch applies only to a package as it was published. */
function removePatched() {
  for (const file of listPatches()) {
    const words = file.replace(/\.patch$/, "").split("+");
    const name = file.startsWith("@") ? `${words[0]}/${words[1]}` : words[0];
    fs.rmSync(path.join(modules, name), { recursive: true, force: true });
  }
}

function listPatches() {
  if (!fs.existsSync(patches)) return [];
  return fs
    .readdirSync(patches)
    .filter((file) => file.endsWith(".patch"))
    .sort();
}

function step(title, program, words) {
  const done = spawnSync(program, words, { cwd: root, encoding: "utf8" });
  if (done.status === 0) return;
  process.stderr.write(`${done.stdout ?? ""}${done.stderr ?? ""}`);
  throw new Error(`${title} failed; what it said stands above.`);
}

/**
 * Runs a script in a process of its own, passes signals on to it and ends as it ends. If this process is
 * killed, the script notices its closed channel. If npm is killed, this process stops the script.
 */
function runOnOwnNode(words) {
  const child = spawn(ownNode, words, {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => child.kill(signal));
  const callers = callersNow();
  if (process.env.npm_lifecycle_event)
    setInterval(() => callersNow() === callers || child.kill("SIGTERM"), 500).unref();
  child.on("error", (error) => {
    process.stderr.write(`The project's own Node does not run: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

/** The parent process and its parent. npm is one of the two, depending on whether its shell stays in between. */
function callersNow() {
  const stat = readOr(`/proc/${process.ppid}/stat`, "");
  const grandparent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
  return `${process.ppid} ${grandparent}`;
}

function ended(child) {
  return new Promise((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (code) => resolve(code));
  });
}

function readOr(file, otherwise) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}
