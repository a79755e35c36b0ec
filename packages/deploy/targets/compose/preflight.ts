import { statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { docker, lacksEngine } from "@/packages/deploy/image/engine";
import type { Deployment } from "@/packages/deploy/settings";
import { composeProgram } from "./compose-program";
import type { Project } from "./engine";
import { findSecrets } from "./secrets";

/** What must be free on the disk before anything is put up, in bytes. */
const ROOM = 5_000_000_000;

/**
 * Looks at everything that an `up` needs, before it changes anything.
 * @throws Error with one line for each thing that is wrong, and what to do about it
 */
export async function lookAhead(project: Project, deployment: Deployment): Promise<void> {
  const lacking = await lacksEngine();
  if (lacking) throw new Error(lacking);
  await composeProgram();
  const troubles = [
    ...(await portTroubles(project, deployment)),
    ...(await networkTroubles(project, deployment)),
    ...(await secretTroubles(project)),
    ...(await diskTroubles(project)),
  ];
  if (troubles.length > 0) throw new Error(troubles.join("\n"));
}

/** A port that our own proxy holds is no trouble. */
async function portTroubles(project: Project, deployment: Deployment): Promise<string[]> {
  const published = await docker(["ps", "--filter", labelOf(project), "--format", "{{.Ports}}"]);
  const troubles: string[] = [];
  for (const [name, port] of [
    ["httpsPort", deployment.httpsPort],
    ["httpPort", deployment.httpPort],
  ] as const) {
    if (published.includes(`:${port}->`) || (await isFree(port))) continue;
    troubles.push(
      `Port ${port} is taken. Stop what listens on it, or choose another with --set ${name}=…`,
    );
  }
  return troubles;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE"));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

async function networkTroubles(project: Project, { proxyNetwork }: Deployment): Promise<string[]> {
  const ids = linesOf(await docker(["network", "ls", "--quiet"]));
  const format = "{{.Name}} {{range .IPAM.Config}}{{.Subnet}} {{end}}";
  const networks = linesOf(await docker(["network", "inspect", "--format", format, ...ids]));
  return networks
    .map((line) => line.split(" "))
    .filter(
      ([name, ...subnets]) => name !== `${project.name}_edge` && subnets.includes(proxyNetwork),
    )
    .map(
      ([name]) =>
        `The network ${proxyNetwork} is in use by ${name}. Choose another with --set proxyNetwork=172.30.78.0/24.`,
    );
}

/** Data of an earlier installation can't be read with new secrets. */
async function secretTroubles(project: Project): Promise<string[]> {
  if (await findSecrets(project.stateFolder)) return [];
  const volumes = linesOf(await docker(["volume", "ls", "--quiet"]));
  const name = `${project.name}_database`;
  if (!volumes.includes(name)) return [];
  return [
    `There is a database in the volume ${name}, but its secrets are not in ${project.stateFolder}. Bring secrets.json back there, or remove the data with npm run deploy -- down --data.`,
  ];
}

async function diskTroubles(project: Project): Promise<string[]> {
  const root = await docker(["info", "--format", "{{.DockerRootDir}}"]);
  // If the engine runs on another machine, its folder is not here; then this machine's disk is checked.
  const disk = await statfs(root).catch(() => statfs(project.stateFolder).catch(() => null));
  if (!disk || disk.bavail * disk.bsize >= ROOM) return [];
  const free = Math.round((disk.bavail * disk.bsize) / 1_000_000_000);
  return [`Only ${free} GB are free in ${root}; ${ROOM / 1_000_000_000} GB are needed. Make room.`];
}

/** By which the engine knows what belongs to a project. */
export function labelOf({ name }: Project): string {
  return `label=com.docker.compose.project=${name}`;
}

export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
