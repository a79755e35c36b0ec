import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Acting } from "@/packages/deploy/target";
import type { Asked } from "./asked";
import { deployCloudFormation } from "./deploy-stack";
import { bringImages } from "./images";
import { STACK_TEMPLATE } from "./names";
import { lookAhead } from "./preflight";
import type { Programs } from "./programs";
import { BaseOutputs, runSetup } from "./setup";
import { putSmtpUrl } from "./smtp-url";

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

async function answersWell(address: string): Promise<boolean> {
  return fetch(address, { signal: AbortSignal.timeout(10_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
