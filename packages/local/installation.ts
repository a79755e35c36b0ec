import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { migrateFleet } from "@/db/fleet";
import type { Photograph } from "@/db/seed/photographs";
import { type Installation, prepareInstallation } from "@/db/setup";

/** The sites of the seed, with the names of the people they belong to. */
export const SITES = ["artmatt", "begin"] as const;

/**
 * Prepares an installation as the demo and the browser tests use it: the platform, one pool, an own
 * database for `begin`, and the two lived-in sites. Idempotent; what an earlier version made is migrated, own
 * databases and spares as well. The settings must name the same installation.
 * @param photograph takes the photographs of the sites' certificates
 */
export async function prepareDemo(
  installation: Installation,
  report: (step: string) => void,
  photograph?: Photograph,
): Promise<void> {
  await prepareInstallation(installation, report);
  const { migrated, failed } = await migrateFleet();
  if (migrated.length > 0) report(`${migrated.length} more databases brought to the newest schema`);
  for (const { name, error } of failed) report(`${name} keeps its older schema: ${error}`);
  const { seedDemo } = await import("@/db/seed");
  await seedDemo(installation, report, photograph);
}

/** A random secret that is kept between runs, readable by this user alone. */
export async function storedSecret(file: string): Promise<string> {
  const kept = await readFile(file, "utf8").catch(() => "");
  if (kept.length >= 32) return kept;
  const secret = randomBytes(32).toString("base64url");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, secret, { mode: 0o600 });
  await chmod(file, 0o600);
  return secret;
}
