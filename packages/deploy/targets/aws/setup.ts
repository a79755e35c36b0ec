import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Asked } from "./asked";
import { askAws, type Programs } from "./programs";

/** What the base stack put out. */
export const BaseOutputs = z.object({
  ClusterName: z.string(),
  RunTask: z.string(),
  RunAccess: z.string(),
  RunSubnets: z.string(),
  SmtpSecret: z.string(),
  FilesBucket: z.string(),
  BackupsBucket: z.string(),
  AccessBucket: z.string(),
  DatabaseName: z.string(),
});

export type BaseOutputs = z.infer<typeof BaseOutputs>;

interface Running {
  readonly programs: Programs;
  readonly asked: Asked;
  readonly outputs: BaseOutputs;
  readonly say: (line: string) => void;
  /** How often AWS is asked whether it has ended, in milliseconds. */
  readonly glance?: number;
}

const TasksSchema = z.object({
  tasks: z.array(
    z.object({
      taskArn: z.string(),
      lastStatus: z.string(),
      stoppedReason: z.string().optional(),
      containers: z.array(
        z.object({
          name: z.string(),
          exitCode: z.number().optional(),
          reason: z.string().optional(),
        }),
      ),
    }),
  ),
  failures: z.array(z.object({ reason: z.string().optional() })).default([]),
});

/**
 * Runs the new version's setup to its end, before any service is touched: what serves is the old version until then.
 * @throws Error with what it ended with, when databases could not be brought up to date
 */
export async function runSetup({
  programs,
  asked,
  outputs,
  say,
  glance = 5000,
}: Running): Promise<void> {
  const region = ["--region", asked.deployment.region];
  const network = `awsvpcConfiguration={subnets=[${outputs.RunSubnets}],securityGroups=[${outputs.RunAccess}],assignPublicIp=DISABLED}`;
  say("Running setup");
  const begun = await askAws(
    programs,
    [
      ...["ecs", "run-task", "--cluster", outputs.ClusterName],
      ...["--task-definition", outputs.RunTask],
      ...(asked.deployment.outpost ? [] : ["--launch-type", "FARGATE"]),
      ...["--network-configuration", network, ...region],
    ],
    TasksSchema,
  );
  const [task] = begun.tasks;
  if (!task) throw new Error(`Setup was not begun: ${begun.failures[0]?.reason ?? "no task"}.`);
  const until = performance.now() + asked.app.jobs.setup.limit * 1000;
  for (;;) {
    const { tasks } = await askAws(
      programs,
      [
        ...["ecs", "describe-tasks", "--cluster", outputs.ClusterName],
        ...["--tasks", task.taskArn, ...region],
      ],
      TasksSchema,
    );
    const [now] = tasks;
    if (now?.lastStatus === "STOPPED") {
      const main = now.containers.find(({ name }) => name === "setup");
      if (main?.exitCode === 0) return;
      const broken = now.containers.find(
        ({ exitCode }) => exitCode !== undefined && exitCode !== 0,
      );
      const why = broken?.reason ?? main?.reason ?? now.stoppedReason ?? "it does not say why";
      throw new Error(
        `Setup ended with ${broken?.exitCode ?? "nothing"} (${broken?.name ?? "setup"}: ${why}). No service was touched. Its lines: aws logs tail --since 1h --region ${asked.deployment.region} $(aws logs describe-log-groups --region ${asked.deployment.region} --query "logGroups[?contains(logGroupName,'SetupLogs')].logGroupName" --output text)`,
      );
    }
    if (performance.now() > until)
      throw new Error(
        `Setup has not ended after ${asked.app.jobs.setup.limit / 60} minutes and goes on. No service was touched; run up again when it has.`,
      );
    await pause(glance);
  }
}
