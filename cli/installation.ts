import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { env } from "@/base/env";
import { startEmbedded } from "@/db/embedded";
import { closePools } from "@/db/pools";
import { takeDemoSettings } from "./demo-settings";
import { Ending, EXIT, usage } from "./exits";
import type { Terminal } from "./terminal";

/**
 * Finds the installation that a command is about: the one that DATABASE_URL and SECRET name, else the demo of
 * this folder, whose Postgres is joined or started.
 * @returns what closes everything that was opened
 */
export async function openInstallation(
  terminal: Terminal,
  data = join(import.meta.dirname, "../.data"),
): Promise<() => Promise<void>> {
  const stop = process.env.DATABASE_URL ? async () => {} : await openDemo(terminal, data);
  try {
    env();
  } catch (error) {
    await stop();
    throw usage(error instanceof Error ? error.message : String(error));
  }
  return async () => {
    await closePools();
    await stop();
  };
}

async function openDemo(terminal: Terminal, data: string): Promise<() => Promise<void>> {
  const secret = await readFile(join(data, "secret"), "utf8").catch(() => "");
  const made = await access(join(data, "postgres")).then(
    () => true,
    () => false,
  );
  if (!secret || !made)
    throw new Ending(
      EXIT.unavailable,
      "There is no installation here. Run `npm run demo` once, or set DATABASE_URL and SECRET.",
    );
  const report = (step: string) => terminal.err(`${step}\n`);
  const postgres = await startEmbedded({ folder: join(data, "postgres"), report: quiet(report) });
  await takeDemoSettings(data);
  process.env.DEMO ||= "1";
  process.env.SECRET ||= secret;
  process.env.FILES ||= join(data, "files");
  process.env.BACKUPS ||= join(data, "backups");
  process.env.DATABASE_URL = postgres.url;
  return postgres.stop;
}

/** Leaves out the step that reports a running demo's Postgres, because people expect that. */
function quiet(report: (step: string) => void): (step: string) => void {
  return (step) => {
    if (!step.includes("still serves")) report(step);
  };
}
