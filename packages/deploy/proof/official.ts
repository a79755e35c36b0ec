import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { docker } from "@/packages/deploy/image/engine";
import type { Bases } from "./base";

/** The official images that Swingtag's image and its compose files start from. */
export const OFFICIAL = [
  "debian:bookworm-slim",
  "node:24-bookworm-slim",
  "postgres:18-bookworm",
  "caddy:2",
] as const;

/** The tag of one of them. */
export type Official = (typeof OFFICIAL)[number];

/** Whether the engine has an image of this tag. */
export async function hasImage(tag: string): Promise<boolean> {
  return docker(["image", "inspect", tag]).then(
    () => true,
    () => false,
  );
}

/** Builds an image from a folder of its own. @param fill puts files there and returns the Dockerfile */
export async function build(
  { signal }: Bases,
  tag: Official,
  fill: (folder: string) => Promise<string>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-base-"));
  try {
    await writeFile(join(folder, "Dockerfile"), await fill(folder));
    await docker(["build", "--network", "host", "-t", tag, folder], signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
