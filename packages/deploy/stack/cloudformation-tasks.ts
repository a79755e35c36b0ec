import { Aws, Fn } from "aws-cdk-lib";
import { CfnTaskDefinition } from "aws-cdk-lib/aws-ecs";
import { CfnRole } from "aws-cdk-lib/aws-iam";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnDBInstance } from "aws-cdk-lib/aws-rds";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { App } from "@/packages/deploy/description";
import { CERTIFICATES, preparationScript } from "@/packages/deploy/targets/aws/preparation";
import { ARCHITECTURE, taskSize } from "@/packages/deploy/targets/aws/sizes";
import { STACK_ROLES } from "@/packages/deploy/targets/aws/tenant-stacks";
import { ORDERED } from "./cloudformation-order";
import type { Parameters } from "./cloudformation-parameters";

interface Given {
  readonly app: App;
  readonly given: Parameters;
  readonly bucket: CfnBucket;
  readonly database: CfnDBInstance;
  readonly secrets: { readonly settings: CfnSecret; readonly address: CfnSecret };
  readonly logs: CfnLogGroup;
}

type Container = CfnTaskDefinition.ContainerDefinitionProperty;

/** The stack's worker, whose task runs setup to its end first, and its web process. */
export function defineTasks(scope: Construct, all: Given) {
  const { app } = all;
  const roles = makeRoles(scope, all);
  const task = (id: "Web" | "Worker", containers: Container[]) => {
    const { cpu, memoryLimitMiB } = taskSize(
      id === "Web" ? app.processes.web : app.processes.worker,
    );
    return new CfnTaskDefinition(scope, `${id}Task`, {
      family: Fn.join("-", ["swingtag", all.given.name.valueAsString, id.toLowerCase()]),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(cpu),
      memory: String(memoryLimitMiB),
      runtimePlatform: {
        cpuArchitecture: ARCHITECTURE.task._cpuArchitecture,
        operatingSystemFamily: "LINUX",
      },
      taskRoleArn: roles.task.attrArn,
      executionRoleArn: roles.execution.attrArn,
      volumes: [{ name: "tmp" }, { name: "data" }],
      containerDefinitions: containers,
    });
  };
  const after = (containerName: string) => [{ containerName, condition: "SUCCESS" }];
  const administers = { NODE_EXTRA_CA_CERTS: CERTIFICATES };
  const address = [{ name: "DATABASE_URL", valueFrom: all.secrets.address.ref }];
  return {
    worker: task("Worker", [
      preparation(all, true),
      container(all, "setup", { administers, secrets: address, dependsOn: after("preparation") }),
      container(all, "worker", { administers, secrets: address, dependsOn: after("setup") }),
    ]),
    web: task("Web", [
      preparation(all, false),
      container(all, "web", {
        administers: {
          DATABASE_URL: Fn.join("", [
            "postgres://",
            all.database.attrEndpointAddress,
            ":5432?sslmode=require",
          ]),
        },
        secrets: [],
        dependsOn: after("preparation"),
      }),
    ]),
  };
}

interface Asked {
  readonly administers: Readonly<Record<string, string>>;
  readonly secrets: readonly CfnTaskDefinition.SecretProperty[];
  readonly dependsOn: Container["dependsOn"];
}

function container(
  { app, given, bucket, secrets, logs }: Given,
  part: "setup" | "worker" | "web",
  asked: Asked,
): Container {
  const described = part === "setup" ? null : app.processes[part];
  const folder = (name: string) => Fn.join("", ["s3://", bucket.ref, `/${name}`]);
  const environment: Record<string, string> = {
    FILES: folder("files"),
    BACKUPS: folder("backups"),
    // RDS's administrator is no superuser.
    DATABASE_GUARD: "managed",
    ...(part === "worker" ? { HEALTH_PORT: String(described?.port) } : {}),
    ...(part === "web" ? { PORT: String(described?.port), DRAIN_SECONDS: "10" } : {}),
    ...asked.administers,
  };
  return {
    name: part,
    image: given.image.valueAsString,
    command: [part],
    essential: part !== "setup",
    readonlyRootFilesystem: true,
    stopTimeout: part === "setup" ? 120 : 45,
    mountPoints: [mount("tmp"), mount("data")],
    environment: Object.entries(environment)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => ({ name, value })),
    secrets: [
      ...ORDERED.map((name) => ({
        name,
        valueFrom: Fn.join("", [secrets.settings.ref, `:${name}::`]),
      })),
      ...asked.secrets,
    ],
    ...(described ? { portMappings: [{ containerPort: described.port ?? 3000 }] } : {}),
    ...(described
      ? {
          healthCheck: {
            command: [
              "CMD",
              "node",
              "-e",
              `fetch("http://127.0.0.1:${described.port}${described.health.alive}").then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))`,
            ],
            interval: 10,
            timeout: 5,
            retries: 3,
            startPeriod: 60,
          },
        }
      : {}),
    ...(asked.dependsOn ? { dependsOn: asked.dependsOn } : {}),
    logConfiguration: linesOf(logs, part),
  };
}

/** See `prepare` of the platform's own tasks. */
function preparation({ given, logs }: Given, direct: boolean): Container {
  return {
    name: "preparation",
    image: given.image.valueAsString,
    entryPoint: ["node", "--input-type=module", "-e"],
    command: [preparationScript(["tmp", "data"], direct)],
    user: "0:0",
    essential: false,
    readonlyRootFilesystem: true,
    mountPoints: [mount("tmp"), mount("data")],
    logConfiguration: linesOf(logs, "preparation"),
  };
}

const mount = (name: string) => ({
  sourceVolume: name,
  containerPath: `/${name}`,
  readOnly: false,
});

function linesOf(logs: CfnLogGroup, part: string) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logs.ref,
      "awslogs-region": Aws.REGION,
      "awslogs-stream-prefix": part,
    },
  };
}

function makeRoles(scope: Construct, { bucket, secrets, logs }: Given) {
  const role = (id: string, statements: object[]) =>
    new CfnRole(scope, id, {
      path: STACK_ROLES,
      assumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "ecs-tasks.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      },
      policies: [
        {
          policyName: "use",
          policyDocument: {
            Version: "2012-10-17",
            Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
          },
        },
      ],
    });
  return {
    task: role("TaskRole", [
      {
        Action: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        Resource: Fn.join("", [bucket.attrArn, "/*"]),
      },
      { Action: ["s3:ListBucket", "s3:ListBucketMultipartUploads"], Resource: bucket.attrArn },
    ]),
    execution: role("ExecutionRole", [
      {
        Action: "secretsmanager:GetSecretValue",
        Resource: [secrets.settings.ref, secrets.address.ref],
      },
      { Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: logs.attrArn },
      { Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Action: [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ],
        Resource: Fn.join("", ["arn:", Aws.PARTITION, ":ecr:*:*:repository/*"]),
      },
    ]),
  };
}
