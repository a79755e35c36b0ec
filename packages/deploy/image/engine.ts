import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

let program: Promise<string> | undefined;

/**
 * The first `docker` on the PATH that builds with BuildKit: a newer one without its buildx component cannot.
 * @throws Error that says how to get one
 */
export function dockerProgram(): Promise<string> {
  program ??= getProgram().catch((error: unknown) => {
    program = undefined;
    throw error;
  });
  return program;
}

/**
 * Runs docker to its end.
 * @param words its arguments
 * @returns what it printed, without spaces around it
 * @throws Error with what it said when it fails
 */
export async function docker(words: readonly string[], signal?: AbortSignal): Promise<string> {
  const { stdout } = await run(await dockerProgram(), [...words], {
    signal,
    maxBuffer: 256_000_000,
    env: withBuildKit(),
  });
  return stdout.trim();
}

/** Why no image can be built or run here, with what to do about it, or null. */
export async function lacksEngine(): Promise<string | null> {
  try {
    await docker(["version", "--format", "{{.Server.Version}}"]);
    return null;
  } catch (error) {
    if (error instanceof NoDocker) return error.message;
    return "No Docker engine answers: start one (apt-get install docker.io), or point DOCKER_HOST at one.";
  }
}

class NoDocker extends Error {}

async function getProgram(): Promise<string> {
  const folders = (process.env.PATH ?? "").split(":").filter(Boolean);
  for (const folder of folders) {
    const candidate = `${folder}/docker`;
    const works = await run(candidate, ["build", "--help"], { env: withBuildKit() }).then(
      () => true,
      () => false,
    );
    if (works) return candidate;
  }
  throw new NoDocker(
    "No docker that builds with BuildKit is on the PATH: apt-get install docker.io, or install docker with its buildx component.",
  );
}

function withBuildKit(): NodeJS.ProcessEnv {
  return { ...process.env, DOCKER_BUILDKIT: "1" };
}
