import { spawn } from "node:child_process";
import { stat } from "node:fs/promises";
import { composeProgram } from "./compose-program";
import { ENGINE_SOCKET } from "./ground";
import { KEEP } from "./service-parts";
import { ENGINE_GROUP, ENGINE_PLACE } from "./services";

/** One compose project: its files, its secrets and the engine it runs on. */
export interface Project {
  readonly name: string;
  /** Where the compose file stands. */
  readonly folder: string;
  /** Where the files of secrets stand. */
  readonly stateFolder: string;
}

/**
 * Runs compose, `docker compose` or `docker-compose`, to its end.
 * @param words what follows the project's own options
 * @returns what it printed, without spaces around it
 * @throws Error with what it said when it fails
 */
export async function compose(project: Project, words: readonly string[]): Promise<string> {
  const [program, ...first] = await composeProgram();
  const options = ["--project-name", project.name, "--project-directory", project.folder];
  const file = ["--file", `${project.folder}/compose.yaml`];
  const child = spawn(program, [...first, ...options, ...file, ...words], {
    cwd: project.folder,
    env: {
      ...process.env,
      DOCKER_BUILDKIT: "1",
      // Whoever has another project in mind says so in the deployment.
      COMPOSE_PROJECT_NAME: project.name,
      [KEEP]: project.stateFolder,
      ...(await enginePlace()),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  if (code !== 0)
    throw new Error(`compose ${words.join(" ")} failed:\n${(said || printed).trim().slice(-4000)}`);
  return printed.trim();
}

/** What the worker that makes stacks needs in order to reach the engine. */
async function enginePlace(): Promise<Record<string, string>> {
  const socket = engineSocket();
  const found = await stat(socket).catch(() => null);
  return found ? { [ENGINE_PLACE]: socket, [ENGINE_GROUP]: String(found.gid) } : {};
}

/** Where the engine listens on this machine. */
export function engineSocket(): string {
  return process.env.DOCKER_HOST?.replace(/^unix:\/\//, "") ?? ENGINE_SOCKET;
}
