import { Rule } from "aws-cdk-lib/aws-events";
import { SnsTopic } from "aws-cdk-lib/aws-events-targets";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import type { Base } from "./base";
import { makeService, type Service } from "./service";
import { allowTenantStacks } from "./stack-rights";
import { type DefinedTask, defineTask } from "./tasks";

export interface Worker extends DefinedTask {
  readonly service: Service;
}

/** The worker, which keeps its own schedule, and the doctor, who looks each morning whether all is as it should be. */
export function makeWorker(scope: Construct, base: Base): Worker {
  const defined = defineTask(scope, "Worker", { base, part: "worker" });
  allowTenantStacks(base, defined.task.taskRole);
  const service = makeService(scope, "Worker", {
    base,
    task: defined.task,
    groups: defined.groups,
    replicas: base.asked.app.processes.worker.replicas,
  });
  const doctor = defineTask(scope, "Doctor", {
    base,
    part: "worker",
    args: ["tenants", "doctor"],
  });
  runDaily(scope, base, doctor);
  tellOfFailures(scope, base);
  return { ...defined, service };
}

/** In UTC, after the night's backups. */
const DAILY = "cron(0 6 * * ? *)";

function runDaily(scope: Construct, base: Base, { task, groups }: DefinedTask): void {
  const role = new Role(scope, "Scheduler", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com"),
  });
  task.grantRun(role);
  const where = base.outpost
    ? {
        capacityProviderStrategy: [
          { capacityProvider: base.outpost.capacity.capacityProviderName, weight: 1 },
        ],
      }
    : { launchType: "FARGATE" };
  new CfnSchedule(scope, "DailyDoctor", {
    scheduleExpression: DAILY,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: base.cluster.clusterArn,
      roleArn: role.roleArn,
      retryPolicy: { maximumRetryAttempts: 3 },
      ecsParameters: {
        ...where,
        taskDefinitionArn: task.taskDefinitionArn,
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: base.vpc.selectSubnets(base.subnets).subnetIds,
            securityGroups: groups.map(({ securityGroupId }) => securityGroupId),
            assignPublicIp: "DISABLED",
          },
        },
      },
    },
  });
}

/** A task that ends with anything but 0 and was not told to is written about: services would start it again in silence. */
function tellOfFailures(scope: Construct, base: Base): void {
  new Rule(scope, "FailedTasks", {
    eventPattern: {
      source: ["aws.ecs"],
      detailType: ["ECS Task State Change"],
      detail: {
        clusterArn: [base.cluster.clusterArn],
        lastStatus: ["STOPPED"],
        stopCode: ["EssentialContainerExited", "TaskFailedToStart"],
        containers: { exitCode: [{ "anything-but": [0] }] },
      },
    },
    targets: [new SnsTopic(base.topic)],
  });
}
