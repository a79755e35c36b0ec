import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Acting } from "@/packages/deploy/target";
import type { Asked } from "./asked";
import { bringImages } from "./images";
import { STACK_TEMPLATE } from "./names";
import { lookAhead } from "./preflight";
import type { Programs } from "./programs";
import { BaseOutputs, runSetup } from "./setup";
import { withFile } from "./short-lived-file";

/** How a target is put up. */
export interface Putting {
  readonly asked: Asked;
  readonly acting: Acting;
  readonly programs: Programs;
  /** As docker names the processors of the ground. */
  readonly platform: string;
  /** Whether the ground takes images from the account's own registry alone. */
  readonly fromOwnAlone: boolean;
  /** What is deployed beside the region, such as a certificate in another. */
  readonly regions: readonly string[];
  /** What the base's template asks for. */
  readonly baseParameters?: () => Promise<Readonly<Record<string, string>>>;
  /** Deploys the services, when everything they need is there. */
  readonly services: () => Promise<void>;
  /** How often is looked again, in milliseconds. */
  readonly glance?: number;
  readonly serves?: (address: string) => Promise<boolean>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Base, secrets, setup, services: in this order, and nothing of the next where one fails. */
export async function putUp(putting: Putting): Promise<void> {
  const { asked, acting, programs, platform, regions, services, fromOwnAlone } = putting;
  const { glance = 5000, serves = answersWell, env = process.env } = putting;
  const { say, folder } = acting;
  const account = await lookAhead(programs, asked, [asked.deployment.region, ...regions]);
  await bringImages({ programs, account, asked, folder, platform, fromOwnAlone, say });
  const outputs = BaseOutputs.parse(
    await deployCloudFormation(putting, "base", await putting.baseParameters?.()),
  );
  await putSmtpUrl(putting, outputs, env.SMTP_URL);
  if (asked.deployment.stacks)
    await programs.aws([
      ...["s3", "cp", join(folder, STACK_TEMPLATE)],
      ...[`s3://${outputs.FilesBucket}/${STACK_TEMPLATE}`, "--region", asked.deployment.region],
    ]);
  await runSetup({ programs, asked, outputs, say, glance });
  await services();
  const address = `https://${asked.app.domain}/`;
  say(`Waiting until ${address} answers`);
  const until = performance.now() + PATIENCE;
  while (!(await serves(address))) {
    if (performance.now() > until)
      throw new Error(
        `${address} does not answer yet. Names may take an hour to be known everywhere; npm run deploy -- status says how the services are.`,
      );
    await pause(glance);
  }
  say(`${address} serves.`);
}

/** How long the world may take to know the names, in milliseconds. */
const PATIENCE = 900_000;

/**
 * Deploys one stack of the emitted assembly.
 * @param parameters of the stack's own
 * @returns its outputs
 */
export async function deployCloudFormation(
  { asked, acting, programs }: Pick<Putting, "asked" | "acting" | "programs">,
  part: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const name = `${asked.prefix}-${part}`;
  acting.say(`Deploying ${name}`);
  const file = join(acting.stateFolder, `${part}.json`);
  await programs.cdk([
    ...["deploy", name, "--exclusively", "--app", acting.folder],
    ...["--require-approval", "never", "--progress", "events", "--outputs-file", file],
    ...Object.entries(parameters).flatMap(([key, value]) => [
      "--parameters",
      `${name}:${key}=${value}`,
    ]),
  ]);
  const found = z
    .record(z.string(), z.record(z.string(), z.string()))
    .parse(JSON.parse(await readFile(file, "utf8")));
  return found[name] ?? {};
}

/** Puts the mail server's address where tasks read it; without one in the environment, the one from before stays. */
async function putSmtpUrl(
  { asked, programs }: Putting,
  { SmtpSecret }: BaseOutputs,
  given: string | undefined,
): Promise<void> {
  const at = ["--secret-id", SmtpSecret, "--region", asked.deployment.region];
  const kept = await programs.aws([
    ...["secretsmanager", "get-secret-value", ...at],
    ...["--query", "SecretString", "--output", "text"],
  ]);
  if (!given) {
    if (/^smtps?:\/\//.test(kept.trim())) return;
    throw new Error(
      "SMTP_URL is missing: set it in the environment to the mail server that sends sign-in links, such as smtp://user:password@host:587, and run up again.",
    );
  }
  if (!/^smtps?:\/\/./.test(given))
    throw new Error("SMTP_URL must look like smtp://user:password@host:587.");
  if (given === kept.trim()) return;
  // From a file of ours alone, so that it never stands among a process's words.
  await withFile(given, (file) =>
    programs.aws([
      "secretsmanager",
      "put-secret-value",
      ...at,
      "--secret-string",
      `file://${file}`,
    ]),
  );
}

async function answersWell(address: string): Promise<boolean> {
  return fetch(address, { signal: AbortSignal.timeout(10_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
