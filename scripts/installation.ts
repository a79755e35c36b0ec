import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { type Installation, prepareInstallation, prepareTenantDatabase } from "@/db/setup";

/** The sites of the seed, with the names of the people they belong to. */
export const SITES = ["artmatt", "begin"] as const;

/**
 * Prepares an installation as the demo and the browser tests use it: the platform, one pool, an own
 * database for `begin`, and the two lived-in sites. Idempotent.
 */
export async function prepareDemo(
  installation: Installation,
  report: (step: string) => void,
): Promise<void> {
  await prepareInstallation(installation, report);
  await prepareTenantDatabase(installation, ownDatabaseOf(installation.prefix), "own", report);
  const { seedDemo } = await import("@/db/seed");
  await seedDemo(installation, report);
}

/** The database of the one site that has its own. */
export function ownDatabaseOf(prefix: string): string {
  return `${prefix}_own_begin`;
}

/** A random secret that is kept between runs, readable by this user alone. */
export async function keptSecret(file: string): Promise<string> {
  const kept = await readFile(file, "utf8").catch(() => "");
  if (kept.length >= 32) return kept;
  const secret = randomBytes(32).toString("base64url");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, secret, { mode: 0o600 });
  await chmod(file, 0o600);
  return secret;
}
