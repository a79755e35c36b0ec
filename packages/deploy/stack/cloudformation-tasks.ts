import { Fn } from "aws-cdk-lib";
import { CfnTaskDefinition } from "aws-cdk-lib/aws-ecs";
import type { CfnLogGroup } from "aws-cdk-lib/aws-logs";
import type { CfnDBInstance } from "aws-cdk-lib/aws-rds";
import type { CfnBucket } from "aws-cdk-lib/aws-s3";
import type { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import type { App } from "@/packages/deploy/description";
import { CERTIFICATES } from "@/packages/deploy/targets/aws/preparation";
import { ARCHITECTURE, taskSize } from "@/packages/deploy/targets/aws/sizes";
import { container, preparation } from "./cloudformation-containers";
import type { Parameters } from "./cloudformation-parameters";
import { makeRoles } from "./cloudformation-roles";

/** What the tasks of a stack are made of. */
export interface Given {
  readonly app: App;
  readonly given: Parameters;
  readonly bucket: CfnBucket;
  readonly database: CfnDBInstance;
  readonly secrets: { readonly settings: CfnSecret; readonly address: CfnSecret };
  readonly logs: CfnLogGroup;
}

/** A container as CloudFormation takes it. */
export type Container = CfnTaskDefinition.ContainerDefinitionProperty;

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
