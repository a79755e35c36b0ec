import { Duration } from "aws-cdk-lib";
import { SecurityGroup } from "aws-cdk-lib/aws-ec2";
import {
  Compatibility,
  type ContainerDefinition,
  Secret as EcsSecret,
  type HealthCheck,
  LogDrivers,
  NetworkMode,
  TaskDefinition,
} from "aws-cdk-lib/aws-ecs";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { LogGroup } from "aws-cdk-lib/aws-logs";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import type { Process } from "@/packages/deploy/description";
import { environmentOf } from "@/packages/deploy/environment";
import type { Base } from "./base";
import { groundOf } from "./ground";
import { appImage } from "./image";
import { makeLogs } from "./logs";
import { CERTIFICATES, prepare } from "./preparation";
import { ARCHITECTURE, OUTPOST_ARCHITECTURE, taskSize } from "./sizes";
import { addTelemetry } from "./telemetry";

/** What of the app runs as a task on AWS. The collector does not: CloudWatch is in its place. */
export type Part = "web" | "worker" | "setup";

interface Wanted {
  readonly base: Base;
  readonly part: Part;
  /** What follows the image's entry point, where it is not the part's own. */
  readonly args?: readonly string[];
  /** Settings of this task alone. */
  readonly extra?: Readonly<Record<string, string>>;
}

export interface DefinedTask {
  readonly task: TaskDefinition;
  readonly container: ContainerDefinition;
  /** The task's security group; nobody may connect to the task unless a rule says so. */
  readonly access: SecurityGroup;
  /** The same and, where it administers the database, that it may. */
  readonly groups: SecurityGroup[];
  readonly logs: LogGroup;
}

/**
 * One process or job as a task: the image with a read-only root and two writable folders, secrets by reference,
 * lines to CloudWatch, and beside a process the collector that passes on its telemetry.
 */
export function defineTask(scope: Construct, id: string, wanted: Wanted): DefinedTask {
  const { base, part } = wanted;
  const { app, deployment } = base.asked;
  const described = part === "setup" ? app.jobs.setup : app.processes[part];
  const { cpu, memoryLimitMiB } = taskSize(described);
  const { task: cpuArchitecture } = base.outpost ? OUTPOST_ARCHITECTURE : ARCHITECTURE;
  const task = new TaskDefinition(scope, `${id}Task`, {
    compatibility: base.outpost ? Compatibility.EC2 : Compatibility.FARGATE,
    networkMode: NetworkMode.AWS_VPC,
    cpu: String(cpu),
    memoryMiB: String(memoryLimitMiB),
    ...(base.outpost ? {} : { runtimePlatform: { cpuArchitecture } }),
    volumes: [{ name: "tmp" }, { name: "data" }],
  });
  const logs = makeLogs(scope, `${id}Logs`, deployment);
  const direct = part !== "web";
  const container = task.addContainer("main", {
    containerName: part,
    image: appImage(base, base.asked),
    command: [...(wanted.args ?? described.args)],
    ...environment(wanted, direct),
    essential: true,
    readonlyRootFilesystem: true,
    stopTimeout: Duration.seconds(stopSeconds(wanted)),
    logging: LogDrivers.awsLogs({ logGroup: logs, streamPrefix: part }),
    ...("health" in described && !wanted.args ? { healthCheck: healthCheck(described) } : {}),
    ...("port" in described && described.port
      ? { portMappings: [{ containerPort: described.port }] }
      : {}),
  });
  prepare(task, container, { base, logGroup: logs, folders: ["tmp", "data"], direct });
  if (!wanted.args && part !== "setup") addTelemetry(task, base.telemetry, part);
  const { files, backups } = base.buckets;
  for (const bucket of part === "web" ? [files] : [files, backups]) allowUse(task.taskRole, bucket);
  const access = new SecurityGroup(scope, `${id}Access`, {
    vpc: base.vpc,
    description: `Who may speak to ${id}`,
  });
  return {
    task,
    container,
    access,
    groups: direct ? [access, base.databaseClients] : [access],
    logs,
  };
}

/** To read, write and delete what is inside, and nothing of the bucket itself. */
export function allowUse(who: IGrantable, bucket: IBucket): void {
  who.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
      ],
      resources: [bucket.arnForObjects("*")],
    }),
  );
  who.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ["s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: [bucket.bucketArn],
    }),
  );
}

function environment({ base, part, extra = {} }: Wanted, direct: boolean) {
  const { app, deployment } = base.asked;
  const environment: Record<string, string> = {};
  const secrets: Record<string, EcsSecret> = {};
  for (const [name, value] of environmentOf(app, deployment, groundOf(base, part), part))
    if (value.kind === "plain") environment[name] = value.value;
    else secrets[name] = EcsSecret.fromSecretsManager(base.secrets[value.secret]);
  if (direct) environment.NODE_EXTRA_CA_CERTS = CERTIFICATES;
  if (part === "setup") secrets.POOLER_PASSWORD = EcsSecret.fromSecretsManager(base.poolerPassword);
  return { environment: { ...environment, ...extra }, secrets };
}

/** The longest that Fargate waits between SIGTERM and SIGKILL, in seconds. */
const LONGEST_STOP = 120;

function stopSeconds({ base, part }: Wanted): number {
  if (part === "setup") return LONGEST_STOP;
  const { drain } = base.asked.app.processes[part];
  return Math.min(groundOf(base, part).drainSeconds + drain + 5, LONGEST_STOP);
}

/** Asked from inside: the image holds Node and no other program that could. */
function healthCheck({ port, health }: Process): HealthCheck {
  const question = `fetch("http://127.0.0.1:${port}${health.alive}").then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))`;
  return {
    command: ["CMD", "node", "-e", question],
    interval: Duration.seconds(10),
    timeout: Duration.seconds(5),
    retries: 3,
    startPeriod: Duration.seconds(60),
  };
}
