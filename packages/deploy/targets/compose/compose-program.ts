import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { dockerProgram } from "@/packages/deploy/image/engine";

const run = promisify(execFile);

type Program = readonly [string, ...string[]];

let found: Promise<Program> | undefined;

/**
 * How compose is called on this machine.
 * @throws Error that says how to get one
 */
export function composeProgram(): Promise<Program> {
  found ??= getCompose().catch((error: unknown) => {
    found = undefined;
    throw error;
  });
  return found;
}

async function getCompose(): Promise<Program> {
  const docker = await dockerProgram();
  const candidates: Program[] = [[docker, "compose"], ["docker-compose"]];
  for (const [program, ...first] of candidates) {
    const answers = await run(program, [...first, "version"]).then(
      () => true,
      () => false,
    );
    if (answers) return [program, ...first];
  }
  throw new Error(
    "Neither `docker compose` nor `docker-compose` is there: apt-get install docker-compose, or install docker's compose plugin.",
  );
}
