import {
  type ContainerDefinition,
  ContainerDependencyCondition,
  LogDrivers,
  type TaskDefinition,
} from "aws-cdk-lib/aws-ecs";
import type { ILogGroup } from "aws-cdk-lib/aws-logs";
import type { Base } from "./base";
import { appImage } from "./image";

/** Where the authorities that sign RDS's certificates are found by whoever shares the task's /tmp. */
export const CERTIFICATES = "/tmp/rds.pem";

interface Wanted {
  readonly base: Base;
  readonly logGroup: ILogGroup;
  /** The writable folders of `container`, each a volume of the task by its name. */
  readonly folders: readonly string[];
  /** Whether it speaks to the database without PgBouncer in between. */
  readonly direct: boolean;
}

/**
 * Prepares what a container finds when it starts: writable folders, which Fargate makes for root alone, and where it
 * speaks to the database the region's certificate authorities. They are Amazon's own and in no system's list, and a
 * connection that checks nothing would tell the administrator's password to anyone.
 */
export function prepare(
  task: TaskDefinition,
  container: ContainerDefinition,
  { base, logGroup, folders, direct }: Wanted,
): void {
  const preparation = task.addContainer("preparation", {
    image: appImage(base, base.asked),
    entryPoint: ["node", "--input-type=module", "-e"],
    command: [preparationScript(folders, direct)],
    user: "0:0",
    essential: false,
    readonlyRootFilesystem: true,
    logging: LogDrivers.awsLogs({ logGroup, streamPrefix: "preparation" }),
  });
  for (const one of [preparation, container])
    for (const folder of folders)
      one.addMountPoints({ sourceVolume: folder, containerPath: `/${folder}`, readOnly: false });
  container.addContainerDependencies({
    container: preparation,
    condition: ContainerDependencyCondition.SUCCESS,
  });
}

/** @returns a program that ends with 0 when everything is there; AWS names the region to it */
export function preparationScript(
  folders: readonly string[],
  direct: boolean,
  root = "/",
  origin = TRUSTSTORE,
): string {
  const lines = [
    'import { chmod, writeFile } from "node:fs/promises";',
    ...folders.map((folder) => `await chmod(${JSON.stringify(root + folder)}, 0o1777);`),
  ];
  const certificates = [
    "const region = process.env.AWS_REGION;",
    `const address = ${JSON.stringify(origin)} + "/" + region + "/" + region + "-bundle.pem";`,
    "const answer = await fetch(address);",
    'if (!answer.ok) throw new Error(address + " answers " + answer.status);',
    "const text = await answer.text();",
    'if (!text.includes("BEGIN CERTIFICATE")) throw new Error(address + " holds no certificates.");',
    `await writeFile(${JSON.stringify(root + CERTIFICATES.slice(1))}, text, { mode: 0o644 });`,
  ];
  return [...lines, ...(direct ? certificates : [])].join("\n");
}

const TRUSTSTORE = "https://truststore.pki.rds.amazonaws.com";
