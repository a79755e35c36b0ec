import { z } from "zod";
import type { Asked } from "./asked";
import { askAws, type Programs } from "./programs";

/** What was found out before anything is changed. */
export interface Account {
  readonly id: string;
  readonly region: string;
}

/**
 * Looks whether everything that a deployment needs is there, and changes nothing.
 * @param regions that CDK deploys to
 * @throws Error that names all that is missing and how to get it
 */
export async function lookAhead(
  programs: Programs,
  { app, deployment }: Asked,
  regions: readonly string[],
): Promise<Account> {
  if (!(await programs.has("aws")))
    throw new Error(
      "The AWS command line is not on this machine: install it (https://docs.aws.amazon.com/cli), then run aws configure.",
    );
  const id = await accountId(programs);
  const missing: string[] = [];
  for (const region of new Set(regions))
    if (!(await answers(programs, bootstrapQuestion(region))))
      missing.push(
        `CDK has nothing to deploy with in ${region} yet: npx cdk bootstrap aws://${id}/${region}`,
      );
  const zone = await zoneName(programs, deployment.hostedZone);
  if (zone === null)
    missing.push(
      `The account has no hosted zone ${deployment.hostedZone}: aws route53 list-hosted-zones shows those it has.`,
    );
  else if (app.domain !== zone && !app.domain.endsWith(`.${zone}`))
    missing.push(
      `The hosted zone ${deployment.hostedZone} is that of ${zone}, which ${app.domain} is not in: --set hostedZone=… of its own.`,
    );
  if (missing.length > 0) throw new Error(missing.join("\n"));
  return { id, region: deployment.region };
}

async function accountId(programs: Programs): Promise<string> {
  const schema = z.object({ Account: z.string() });
  try {
    return (await askAws(programs, ["sts", "get-caller-identity"], schema)).Account;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `AWS does not know who we are: run aws configure, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. It says: ${why}`,
    );
  }
}

const bootstrapQuestion = (region: string) => [
  "ssm",
  "get-parameter",
  "--name",
  "/cdk-bootstrap/hnb659fds/version",
  "--region",
  region,
];

async function zoneName(programs: Programs, id: string): Promise<string | null> {
  const schema = z.object({ HostedZone: z.object({ Name: z.string() }) });
  try {
    const { HostedZone } = await askAws(
      programs,
      ["route53", "get-hosted-zone", "--id", id],
      schema,
    );
    return HostedZone.Name.replace(/\.$/, "");
  } catch {
    return null;
  }
}

/** Whether AWS answers at all. */
async function answers(programs: Programs, words: readonly string[]): Promise<boolean> {
  try {
    await programs.aws([...words, "--output", "json"]);
    return true;
  } catch {
    return false;
  }
}
