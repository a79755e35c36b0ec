import { spawn } from "node:child_process";
import { join } from "node:path";
import { dockerProgram } from "./engine";

const root = join(import.meta.dirname, "../../..");

export interface ImageBuild {
  /** Where `imageFiles` were emitted to. */
  readonly folder: string;
  /** Name and tag. */
  readonly image: string;
  /** What the builder says, line by line. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Builds the image from the project's folder. Its steps use the machine's own network, so that they reach what npm
 * reaches here; DOCKER_BUILD_ARGUMENTS holds further words for `docker build`, separated by spaces.
 * @throws Error with the builder's last words
 */
export async function buildImage({ folder, image, say, signal }: ImageBuild): Promise<void> {
  const further = (process.env.DOCKER_BUILD_ARGUMENTS ?? "").split(" ").filter(Boolean);
  const words = ["build", "--network", "host", ...further, "--tag", image];
  const child = spawn(
    await dockerProgram(),
    [...words, "--file", join(folder, "Dockerfile"), "--progress", "plain", root],
    { env: { ...process.env, DOCKER_BUILDKIT: "1" }, stdio: ["ignore", "pipe", "pipe"], signal },
  );
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter((one) => one.trim())) {
        last.push(line);
        if (last.length > 40) last.shift();
        say(line);
      }
    });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  if (code !== 0) throw new Error(`The image could not be built:\n${last.join("\n")}`);
}
