import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Asked } from "@/packages/deploy/targets/aws/asked";
import { outputsOf } from "@/packages/deploy/targets/aws/outputs";
import { askAws, programsHere } from "@/packages/deploy/targets/aws/programs";
import { BaseOutputs } from "@/packages/deploy/targets/aws/setup";

/** What the proof asks the account itself. */
export interface Account {
  /** @throws Error that names what carries the installation's tag, or its stacks */
  isBare(): Promise<void>;
  balancerName(): Promise<string>;
  /** @throws Error that says in what the database is not as it should be */
  databaseIsClosed(): Promise<void>;
  logsHold(requestId: string): Promise<boolean>;
  /** @throws Error when nothing arrived in the last ten minutes */
  telemetryArrived(): Promise<void>;
  /** Runs the doctor's task to its end. @throws Error when it ends with anything but 0 */
  doctorIsContent(): Promise<void>;
  /** Replaces every web process, and returns when the new ones serve alone. */
  replaceWeb(): Promise<void>;
}

/** The account that AWS's own settings name. */
export function openAccount({ prefix, deployment: { region } }: Asked): Account {
  const programs = programsHere(() => {});
  const at = ["--region", region];
  const ask = <T>(schema: z.ZodType<T>, ...words: string[]) =>
    askAws(programs, [...words, ...at], schema);
  const outputs = async (part: string) => {
    const found = await outputsOf(programs, `${prefix}-${part}`, region);
    if (!found) throw new Error(`There is no stack ${prefix}-${part}.`);
    return found;
  };
  const base = async () => BaseOutputs.parse(await outputs("base"));
  const groups = async (part: string) => {
    const schema = z.object({ logGroups: z.array(z.object({ logGroupName: z.string() })) });
    const { logGroups } = await ask(
      schema,
      "logs",
      "describe-log-groups",
      "--log-group-name-prefix",
      prefix,
    );
    return logGroups.map(({ logGroupName }) => logGroupName).filter((name) => name.includes(part));
  };
  const holds = async (group: string, words: readonly string[]) => {
    const schema = z.object({ events: z.array(z.unknown()) });
    const { events } = await ask(
      schema,
      "logs",
      "filter-log-events",
      "--log-group-name",
      group,
      "--start-time",
      String(Date.now() - 600_000),
      "--max-items",
      "1",
      ...words,
    );
    return events.length > 0;
  };

  const account: Account = {
    async isBare() {
      const schema = z.object({
        ResourceTagMappingList: z.array(z.object({ ResourceARN: z.string() })),
      });
      const words = ["--tag-filters", `Key=swingtag:installation,Values=${prefix}`];
      // AWS still lists deleted resources for a while, so this asks again.
      for (let tries = 0; ; tries++) {
        const { ResourceTagMappingList } = await ask(
          schema,
          "resourcegroupstaggingapi",
          "get-resources",
          ...words,
        );
        const left = ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN);
        for (const part of ["base", "services"])
          if (await outputsOf(programs, `${prefix}-${part}`, region)) left.push(`stack ${part}`);
        if (left.length === 0) return;
        if (tries === 30) throw new Error(`These are there: ${left.join(", ")}`);
        await pause(20_000);
      }
    },
    async balancerName() {
      const { TargetGroup = "" } = await outputs("services");
      const targets = z.object({
        TargetGroups: z.array(z.object({ LoadBalancerArns: z.array(z.string()) })),
      });
      const { TargetGroups } = await ask(
        targets,
        "elbv2",
        "describe-target-groups",
        "--target-group-arns",
        TargetGroup,
      );
      const balancers = z.object({ LoadBalancers: z.array(z.object({ DNSName: z.string() })) });
      const { LoadBalancers } = await ask(
        balancers,
        "elbv2",
        "describe-load-balancers",
        "--load-balancer-arns",
        TargetGroups[0]?.LoadBalancerArns[0] ?? "",
      );
      return LoadBalancers[0]?.DNSName ?? "";
    },
    async databaseIsClosed() {
      const schema = z.object({
        DBInstances: z.array(
          z.object({
            PubliclyAccessible: z.boolean(),
            StorageEncrypted: z.boolean(),
            MultiAZ: z.boolean(),
            DeletionProtection: z.boolean(),
          }),
        ),
      });
      const { DatabaseName } = await base();
      const { DBInstances } = await ask(
        schema,
        "rds",
        "describe-db-instances",
        "--db-instance-identifier",
        DatabaseName,
      );
      const [found] = DBInstances;
      const well =
        found?.PubliclyAccessible === false &&
        found.StorageEncrypted &&
        found.MultiAZ &&
        found.DeletionProtection;
      if (!well) throw new Error(JSON.stringify(found));
    },
    async logsHold(requestId) {
      for (const group of await groups("WebLogs"))
        if (await holds(group, ["--filter-pattern", `"${requestId}"`])) return true;
      return false;
    },
    async telemetryArrived() {
      for (const group of await groups("Telemetry")) if (await holds(group, [])) return;
      throw new Error("Nothing arrived in ten minutes.");
    },
    async doctorIsContent() {
      const { ClusterName, RunTask, RunAccess, RunSubnets } = await base();
      const tasks = z.object({
        tasks: z.array(
          z.object({
            taskArn: z.string(),
            containers: z.array(z.object({ name: z.string(), exitCode: z.number().optional() })),
          }),
        ),
      });
      const overrides = JSON.stringify({
        containerOverrides: [{ name: "setup", command: ["tenants", "doctor"] }],
      });
      const begun = await ask(
        tasks,
        ...["ecs", "run-task", "--cluster", ClusterName, "--task-definition", RunTask],
        ...["--launch-type", "FARGATE", "--overrides", overrides, "--network-configuration"],
        `awsvpcConfiguration={subnets=[${RunSubnets}],securityGroups=[${RunAccess}],assignPublicIp=DISABLED}`,
      );
      const arn = begun.tasks[0]?.taskArn ?? "";
      const one = ["--cluster", ClusterName, "--tasks", arn];
      await programs.aws(["ecs", "wait", "tasks-stopped", ...one, ...at]);
      const ended = await ask(tasks, "ecs", "describe-tasks", ...one);
      const doctor = ended.tasks[0]?.containers.find(({ name }) => name === "setup");
      if (doctor?.exitCode !== 0) throw new Error(`It ended with ${doctor?.exitCode}.`);
    },
    async replaceWeb() {
      const { ClusterName } = await base();
      const { WebService = "" } = await outputs("services");
      const cluster = ["--cluster", ClusterName];
      await programs.aws([
        ...["ecs", "update-service", ...cluster, "--service", WebService],
        ...["--force-new-deployment", ...at],
      ]);
      await programs.aws([
        ...["ecs", "wait", "services-stable", ...cluster, "--services", WebService, ...at],
      ]);
    },
  };
  return account;
}
