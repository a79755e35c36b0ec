import { execFile, spawn } from "node:child_process";
import { access, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { dockerProgram } from "@/packages/deploy/image/engine";
import type { Bases } from "./base";
import { hasImage } from "./official";

const run = promisify(execFile);

/** What the slim image leaves out, and what debootstrap leaves lying. */
const LEFT_OUT = [
  "./dev/*",
  "./proc/*",
  "./sys/*",
  "./debootstrap",
  "./var/cache/apt/archives/*.deb",
  "./var/lib/apt/lists/*",
  "./var/log/*",
  "./usr/share/doc/*",
  "./usr/share/info/*",
  "./usr/share/locale/*",
  "./usr/share/man/*",
];

const MIRROR = "http://deb.debian.org/debian";

/** What holds the newest Postgres with all its tools, PgBouncer and Caddy; a base for stand-ins, never for products. */
export const NEWEST = "swingtag-stand-in:forky";

/** Debian as debootstrap makes it. */
export async function makeDebian(bases: Bases): Promise<void> {
  await importDebian(bases, "bookworm", "rootfs", "debian:bookworm-slim");
}

/** The newest Debian, which has what the stable one lacks; once for all who need it. */
export async function makeNewest(bases: Bases): Promise<void> {
  if (!(await hasImage(NEWEST))) await importDebian(bases, "forky", "forky", NEWEST);
}

async function importDebian(
  { cache, signal }: Bases,
  suite: string,
  folder: string,
  tag: string,
): Promise<void> {
  const rootfs = join(cache, folder);
  if (!(await exists(join(rootfs, "etc/debian_version")))) {
    const making = join(cache, `${folder}.making`);
    await rm(making, { recursive: true, force: true });
    await run(
      "debootstrap",
      [
        "--variant=minbase",
        "--include=ca-certificates,openssl",
        suite,
        making,
        MIRROR,
        // This debootstrap may be older than the suite; they all share one script.
        "/usr/share/debootstrap/scripts/sid",
      ],
      {
        signal,
        maxBuffer: 64_000_000,
        env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
      },
    );
    await run("mv", [making, rootfs]);
  }
  const tar = ["-C", rootfs, "-c", ...LEFT_OUT.map((path) => `--exclude=${path}`), "."];
  const packing = spawn("tar", tar, { stdio: ["ignore", "pipe", "inherit"], signal });
  const importing = spawn(await dockerProgram(), ["import", "--change", 'CMD ["bash"]', "-", tag], {
    stdio: ["pipe", "ignore", "inherit"],
    signal,
  });
  const imported = new Promise<number | null>((resolve, reject) =>
    importing.once("error", reject).once("exit", resolve),
  );
  await pipeline(packing.stdout, importing.stdin);
  if ((await imported) !== 0) throw new Error("docker import failed; what it said stands above.");
}

/** Whether there is a file or folder. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
