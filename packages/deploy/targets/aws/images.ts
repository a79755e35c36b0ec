import { join } from "node:path";
import type { Asked } from "./asked";
import { imageSourceOf, ownRepository } from "./image";
import { POOLER_IMAGE, poolerTag } from "./pooler-image";
import type { Account } from "./preflight";
import type { Programs } from "./programs";

interface Bringing {
  readonly programs: Programs;
  readonly account: Account;
  readonly asked: Asked;
  /** Where the target's emitted files stand. */
  readonly folder: string;
  /** As docker names the processors of the ground. */
  readonly platform: string;
  /** Whether the ground takes images from the account's own registry alone. */
  readonly fromOwnAlone: boolean;
  readonly say: (line: string) => void;
}

/**
 * Brings the app's image and PgBouncer's to the account's registry, each unless its tag is there already.
 * @throws Error that says how to build the app's image, or why it could not be brought
 */
export async function bringImages(bringing: Bringing): Promise<void> {
  const { programs, asked, folder, platform, fromOwnAlone, say } = bringing;
  const { app, deployment } = asked;
  const source = imageSourceOf(deployment.image);
  const repository = ownRepository(deployment.image);
  const wanted = source.kind === "own" || (source.kind === "elsewhere" && fromOwnAlone);
  if (wanted && !(await isThere(bringing, repository))) {
    await requireDocker(programs);
    if (!(await exists(programs, app.image)))
      throw new Error(
        `There is no image ${app.image} on this machine. Build it for ${platform} first: docs/guides/fargate.md says how.`,
      );
    await push(bringing, app.image, repository);
  }
  if (await isThere(bringing, POOLER_IMAGE)) return;
  await requireDocker(programs);
  say(`Building ${poolerTag(app)}`);
  await programs.docker([
    "build",
    "--platform",
    platform,
    "--tag",
    poolerTag(app),
    join(folder, "pooler"),
  ]);
  await push(bringing, poolerTag(app), POOLER_IMAGE);
}

/** Whether the account's registry has the version; the repository is made where there is none. */
async function isThere({ programs, account, asked }: Bringing, repository: string) {
  const at = ["--repository-name", repository, "--region", account.region];
  const tag = `imageTag=${asked.app.version}`;
  try {
    await programs.aws(["ecr", "describe-images", ...at, "--image-ids", tag]);
    return true;
  } catch (error) {
    const says = error instanceof Error ? error.message : "";
    if (/ImageNotFound/.test(says)) return false;
    if (!/RepositoryNotFound/.test(says)) throw error;
    await programs.aws([
      "ecr",
      "create-repository",
      ...at,
      "--image-tag-mutability",
      "IMMUTABLE",
      "--image-scanning-configuration",
      "scanOnPush=true",
    ]);
    return false;
  }
}

async function push(
  { programs, account, asked, say }: Bringing,
  local: string,
  repository: string,
): Promise<void> {
  const registry = `${account.id}.dkr.ecr.${account.region}.amazonaws.com`;
  const remote = `${registry}/${repository}:${asked.app.version}`;
  say(`Bringing ${local} to ${registry}`);
  const password = await programs.aws(["ecr", "get-login-password", "--region", account.region]);
  await programs.docker(["login", "--username", "AWS", "--password-stdin", registry], password);
  await programs.docker(["tag", local, remote]);
  await programs.docker(["push", remote]);
}

async function requireDocker(programs: Programs): Promise<void> {
  if (await programs.has("docker")) return;
  throw new Error(
    "Docker is not on this machine, and images have to be brought to AWS: install it, or let a machine that has it run this.",
  );
}

async function exists(programs: Programs, image: string): Promise<boolean> {
  try {
    await programs.docker(["image", "inspect", image]);
    return true;
  } catch {
    return false;
  }
}
