/**
 * `node scripts/setup.cjs NAME …` installs what is missing and then runs scripts/NAME.ts on the project's
 * own Node. It uses nothing but what Node 20 brings, because it runs before there are packages.
 */
const { spawn, spawnSync } = require("node:child_process");
const { createHash } = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const modules = path.join(root, "node_modules");
const marker = path.join(modules, ".swingtag-setup");
const lock = path.join(root, ".data", "setup.lock");
const patches = path.join(root, "patches");
const ownNode = path.join(modules, "node", "bin", "node");

process.chdir(root);
process.env.PATH = path.join(modules, ".bin") + path.delimiter + process.env.PATH;

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});

async function main() {
  const [name, ...rest] = process.argv.slice(2);
  if (!isUpToDate()) await withLock(prepare);
  if (name) runOnOwnNode(["--import", "tsx", path.join("scripts", `${name}.ts`), ...rest]);
}

/** What the installed packages depend on: a change of any of it asks for a new setup. */
function fingerprint() {
  const hash = createHash("sha256").update(`${process.platform} ${process.arch}`);
  for (const file of ["package-lock.json", "package.json", "scripts/fonts.ts", "themes/fonts.ts"])
    hash.update(`\n${file} `).update(readOr(path.join(root, file), ""));
  return `${hash.digest("hex")} ${fingerprintOfPatches()}`;
}

function fingerprintOfPatches() {
  const hash = createHash("sha256");
  for (const file of listPatches())
    hash.update(`\n${file} `).update(readOr(path.join(patches, file), ""));
  return hash.digest("hex");
}

function isUpToDate() {
  return (
    readOr(marker, "") === fingerprint() &&
    fs.existsSync(path.join(root, "public/_static/fonts")) &&
    fs.existsSync(ownNode)
  );
}

async function prepare() {
  if (isUpToDate()) return;
  const before = readOr(marker, " ").split(" ")[1];
  fs.rmSync(marker, { force: true });
  if (before !== fingerprintOfPatches()) removePatched();
  await install();
  if (listPatches().length > 0)
    step("Patching packages", path.join(modules, ".bin/patch-package"), ["--error-on-fail"]);
  step("Copying fonts", ownNode, ["--import", "tsx", "scripts/fonts.ts"]);
  fs.writeFileSync(marker, fingerprint());
}

/**
 * `npm ci` insists on the packages of every platform that the lock names; `install` takes those of this
 * one, at the locked versions.
 */
async function install() {
  const began = Date.now();
  process.stdout.write("Installing packages; the first time takes a minute …\n");
  const given = process.env.npm_execpath;
  const npm = given && /^npm/.test(path.basename(given)) ? [process.execPath, given] : ["npm"];
  const words =
    "install --no-save --no-audit --no-fund --loglevel=error --ignore-scripts=false --include=dev --include=optional";
  const child = spawn(npm[0], [...npm.slice(1), ...words.split(" ")], {
    cwd: root,
    env: withoutNpmSettings(),
    stdio: ["ignore", "inherit", "inherit"],
  });
  const ticking = setInterval(
    () => process.stdout.write(`  still installing, ${seconds(began)}\n`),
    15_000,
  );
  const code = await ended(child);
  clearInterval(ticking);
  if (code !== 0) throw new Error("npm could not install the packages; what it said stands above.");
  const version = spawnSync(ownNode, ["--version"], { encoding: "utf8" }).stdout;
  if (!version)
    throw new Error(
      "The project's own Node is missing: the install script of the package `node` did not run. Remove node_modules and run the command again.",
    );
  process.stdout.write(`Packages installed, Node ${version.trim()} (${seconds(began)})\n`);
}

/** Settings of the npm that runs us would otherwise decide what is installed, such as NODE_ENV does. */
function withoutNpmSettings() {
  const env = { ...process.env };
  delete env.NODE_ENV;
  for (const name of ["omit", "include", "production", "global", "prefix", "dry_run"])
    delete env[`npm_config_${name}`];
  return env;
}

/** A patch that changed applies only to a package as it was published. */
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

/** Two setups at once take turns. The holder touches the lock each second, so a killed one is noticed. */
async function withLock(work) {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  let told = false;
  while (!take()) {
    if (!told) process.stdout.write("Another setup runs in this folder; waiting for it …\n");
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const beating = setInterval(() => fs.utimesSync(lock, new Date(), new Date()), 1000);
  try {
    await work();
  } finally {
    clearInterval(beating);
    fs.rmSync(lock, { recursive: true, force: true });
  }
}

function take() {
  try {
    fs.mkdirSync(lock);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw new Error(`${path.dirname(lock)} can't be written to.`);
  }
  const beat = fs.statSync(lock, { throwIfNoEntry: false });
  if (beat && Date.now() - beat.mtimeMs > 10_000) fs.rmSync(lock, { recursive: true, force: true });
  return false;
}

/**
 * Runs a script in a process of its own, passes signals on to it and ends as it ends. The script sees by
 * its closed channel when this process is killed; when npm is killed, this process stops the script.
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

/** Our parent and its parent: npm is either, depending on whether its shell stays between. */
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
