import { Aws, Fn } from "aws-cdk-lib";
import type { CfnTaskDefinition } from "aws-cdk-lib/aws-ecs";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import { preparationScript } from "@/packages/deploy/targets/aws/preparation";
import { ORDERED } from "./cloudformation-order";
import type { Container, Given } from "./cloudformation-tasks";

interface Asked {
  readonly administers: Readonly<Record<string, string>>;
  readonly secrets: readonly CfnTaskDefinition.SecretProperty[];
  readonly dependsOn: Container["dependsOn"];
}

/** One process of a stack as a container. */
export function container(
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
export function preparation({ given, logs }: Given, direct: boolean): Container {
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
