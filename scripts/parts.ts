import { execFile, spawnSync } from "node:child_process";
import { access, constants, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { chromium } from "playwright/test";

const run = promisify(execFile);

/** Paths of real programs that tests use; empty where this machine can't have one. */
export interface Parts {
  readonly pgbouncer: string;
  readonly chromium: string;
}

/**
 * Finds PgBouncer and Chromium, and installs what is missing where that is allowed: with apt-get as root, the
 * browser also by Playwright's download. Prints what is still missing; its tests are skipped.
 */
export async function provideParts(report: (step: string) => void): Promise<Parts> {
  let parts = await lookAround();
  const missing = [
    ...(parts.pgbouncer ? [] : ["pgbouncer"]),
    ...(parts.chromium ? [] : ["chromium"]),
  ];
  if (missing.length > 0 && (await mayInstall())) {
    await aptInstall(missing, report);
    parts = await lookAround();
  }
  if (!parts.chromium) {
    await download(report);
    parts = await lookAround();
  }
  if (!parts.pgbouncer)
    report(
      "!! NO PGBOUNCER on this machine: what needs it is SKIPPED. Install pgbouncer to run it.",
    );
  if (!parts.chromium)
    report("!! NO BROWSER on this machine: what needs it is SKIPPED. Install chromium to run it.");
  return parts;
}

/** Installs the Debian packages that are missing, where that is allowed. */
export async function provide(
  packages: readonly string[],
  report: (step: string) => void,
): Promise<void> {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length > 0 && (await mayInstall())) await aptInstall(missing, report);
}

function isInstalled(name: string): boolean {
  const asked = spawnSync("dpkg", ["-s", name], { encoding: "utf8" });
  return asked.status === 0 && asked.stdout.includes("Status: install ok installed");
}

async function lookAround(): Promise<Parts> {
  return {
    pgbouncer:
      process.env.TEST_PGBOUNCER || (await firstThatRuns(["pgbouncer", "/usr/sbin/pgbouncer"])),
    chromium:
      process.env.TEST_CHROMIUM ||
      (await firstThatRuns([
        "/usr/bin/chromium",
        "chromium",
        "google-chrome",
        chromium.executablePath(),
      ])),
  };
}

/**
 * The path of the first program that starts and prints its version, because an existing file may lack its
 * libraries.
 */
async function firstThatRuns(names: string[]): Promise<string> {
  const folders = (process.env.PATH ?? "").split(":");
  for (const name of names)
    for (const path of name.includes("/") ? [name] : folders.map((folder) => join(folder, name))) {
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found && spawnSync(path, ["--version"], { timeout: 20_000 }).status === 0) return path;
    }
  return "";
}

async function mayInstall(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  return spawnSync("apt-get", ["--version"]).status === 0;
}

/** Installs packages without starting their services. */
async function aptInstall(names: string[], report: (step: string) => void): Promise<void> {
  report(`Installing ${names.join(" and ")} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const policy = "/usr/sbin/policy-rc.d";
  const ours = await writeFile(policy, "#!/bin/sh\nexit 101\n", { flag: "wx", mode: 0o755 }).then(
    () => true,
    () => false,
  );
  try {
    await run("apt-get", ["update", "-qq"], { env, maxBuffer: 20_000_000 });
    await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...names], {
      env,
      maxBuffer: 20_000_000,
    });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    report(`!! apt-get could not install ${names.join(" and ")}:\n${said.trim()}`);
  } finally {
    if (ours) await rm(policy, { force: true });
  }
}

async function download(report: (step: string) => void): Promise<void> {
  report("Downloading a browser with Playwright …");
  const program = join(import.meta.dirname, "../node_modules/.bin/playwright");
  await run(program, ["install", "--only-shell", "chromium"], { timeout: 300_000 }).catch(() =>
    report("Playwright could not download a browser."),
  );
}
