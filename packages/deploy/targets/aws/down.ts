import { z } from "zod";
import type { Acting } from "@/packages/deploy/target";
import type { Asked } from "./asked";
import { emptyVersions } from "./empty-bucket";
import { outputsOf } from "./outputs";
import { askAws, type Programs } from "./programs";
import { BaseOutputs } from "./setup";
import { removeSnapshots } from "./snapshots";

interface Taking {
  readonly asked: Asked;
  readonly acting: Acting & { readonly data: boolean };
  readonly programs: Programs;
  /** What is not the base, in the order in which it goes. */
  readonly parts: readonly { readonly part: string; readonly region: string }[];
}

/**
 * Takes the services down; with `data` also everything that was stored, for good. Network, database and stores stay
 * otherwise, and cost money as long as they do.
 */
export async function takeDown({ asked, acting, programs, parts }: Taking): Promise<void> {
  const { say, data } = acting;
  for (const { part, region } of parts)
    if ((await outputsOf(programs, `${asked.prefix}-${part}`, region)) !== null) {
      say(`Removing ${asked.prefix}-${part}`);
      await destroy(asked, acting, programs, part);
    }
  const name = `${asked.prefix}-base`;
  const { region } = asked.deployment;
  const found = await outputsOf(programs, name, region);
  if (found === null) return;
  if (!data) {
    say(
      `${name} stays with what was stored: network, database and buckets cost money until down --data.`,
    );
    return;
  }
  const outputs = BaseOutputs.parse(found);
  const at = ["--region", region];
  say("Removing what was stored");
  await programs.aws([
    ...["rds", "modify-db-instance", "--db-instance-identifier", outputs.DatabaseName],
    ...["--no-deletion-protection", "--apply-immediately", ...at],
  ]);
  await programs.aws([
    ...["cloudformation", "update-termination-protection", "--stack-name", name],
    ...["--no-enable-termination-protection", ...at],
  ]);
  const secrets = await secretsOf(programs, name, region);
  await destroy(asked, acting, programs, "base");
  for (const bucket of [outputs.FilesBucket, outputs.BackupsBucket, outputs.AccessBucket]) {
    await emptyVersions(programs, bucket, region);
    await programs.aws(["s3api", "delete-bucket", "--bucket", bucket, ...at]);
  }
  for (const secret of secrets)
    await programs.aws([
      ...["secretsmanager", "delete-secret", "--secret-id", secret],
      ...["--force-delete-without-recovery", ...at],
    ]);
  await removeSnapshots(programs, outputs.DatabaseName, region);
}

async function destroy(asked: Asked, acting: Acting, programs: Programs, part: string) {
  await programs.cdk([
    ...["destroy", `${asked.prefix}-${part}`, "--exclusively", "--force", "--app", acting.folder],
  ]);
}

/** Those that the stack leaves behind. */
async function secretsOf(programs: Programs, name: string, region: string): Promise<string[]> {
  const schema = z.object({
    StackResourceSummaries: z.array(
      z.object({ ResourceType: z.string(), PhysicalResourceId: z.string().optional() }),
    ),
  });
  const { StackResourceSummaries } = await askAws(
    programs,
    ["cloudformation", "list-stack-resources", "--stack-name", name, "--region", region],
    schema,
  );
  return StackResourceSummaries.flatMap(({ ResourceType, PhysicalResourceId }) =>
    ResourceType === "AWS::SecretsManager::Secret" && PhysicalResourceId?.startsWith("arn:")
      ? [PhysicalResourceId]
      : [],
  );
}
