import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { promisify } from "node:util";
import { makeDebian } from "./base-debian";
import { makeCaddy, makeNode, makePostgres } from "./base-made";
import { hasImage, OFFICIAL, type Official } from "./official";

const run = promisify(execFile);

export interface Bases {
  /** Where debootstrap's output and packages are kept between runs. */
  readonly cache: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

const MAKERS: Readonly<Record<Official, (bases: Bases) => Promise<void>>> = {
  "debian:bookworm-slim": makeDebian,
  "node:24-bookworm-slim": makeNode,
  "postgres:18-bookworm": makePostgres,
  "caddy:2": makeCaddy,
};

/**
 * Where no registry can be reached, makes stand-ins of the official base images under their own tags, from
 * Debian's mirror and npm packages. An image that is there already stays as it is.
 * @returns the tags that were made now
 * @throws Error that names the program that failed and what it said
 */
export async function makeBases(bases: Bases): Promise<Official[]> {
  const made: Official[] = [];
  await mkdir(bases.cache, { recursive: true });
  for (const tag of OFFICIAL) {
    if (await hasImage(tag)) continue;
    bases.say(`making a stand-in for ${tag}`);
    await MAKERS[tag](bases);
    made.push(tag);
  }
  return made;
}

/** What this machine lacks to make the stand-ins, with how to get it, or null. */
export async function lacksForBases(): Promise<string | null> {
  const missing: Official[] = [];
  for (const tag of OFFICIAL) if (!(await hasImage(tag))) missing.push(tag);
  if (missing.length === 0) return null;
  const found = await run("sh", ["-c", "command -v debootstrap || ls /usr/sbin/debootstrap"]).catch(
    () => null,
  );
  if (!found)
    return `debootstrap is missing, and so are the images ${missing.join(", ")}: apt-get install debootstrap, or docker pull them.`;
  if (process.getuid?.() !== 0)
    return `The images ${missing.join(", ")} are missing, and debootstrap makes them as root only: docker pull them.`;
  return null;
}
