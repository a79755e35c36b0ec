import { z } from "zod";
import type { Acting } from "@/packages/deploy/target";
import type { Asked } from "./asked";
import { outputsOf } from "./outputs";
import { lookAhead } from "./preflight";
import { askAws, type Programs } from "./programs";

interface Asking {
  readonly asked: Asked;
  readonly acting: Acting;
  readonly programs: Programs;
}

const ServicesSchema = z.object({
  services: z.array(
    z.object({
      serviceName: z.string(),
      desiredCount: z.number(),
      runningCount: z.number(),
      deployments: z.array(
        z.object({
          rolloutState: z.string().optional(),
          rolloutStateReason: z.string().optional(),
        }),
      ),
    }),
  ),
});

const AlarmsSchema = z.object({
  MetricAlarms: z.array(
    z.object({ AlarmName: z.string(), AlarmDescription: z.string().optional() }),
  ),
});

/** Says of each service how many run, and which alarms ring. @returns whether all is well */
export async function tellStatus({ asked, acting, programs }: Asking): Promise<boolean> {
  const { region } = asked.deployment;
  const { say } = acting;
  await lookAhead(programs, asked, []);
  const [base, services] = await Promise.all([
    outputsOf(programs, `${asked.prefix}-base`, region),
    outputsOf(programs, `${asked.prefix}-services`, region),
  ]);
  if (!base || !services) {
    say(base ? "The services are down; what was stored is there." : "Nothing is deployed.");
    return false;
  }
  const names = ["WebService", "WorkerService", "PoolerService"].flatMap((name) =>
    services[name] ? [services[name]] : [],
  );
  const at = ["--region", region];
  const told = await askAws(
    programs,
    [
      ...["ecs", "describe-services", "--cluster", base.ClusterName ?? ""],
      ...["--services", ...names, ...at],
    ],
    ServicesSchema,
  );
  let well = told.services.length === names.length;
  for (const { serviceName, desiredCount, runningCount, deployments } of told.services) {
    const failed = deployments.find(({ rolloutState }) => rolloutState === "FAILED");
    if (runningCount < desiredCount || failed) well = false;
    say(
      `${serviceName}: ${runningCount} of ${desiredCount} run${failed ? `, and its last deployment failed: ${failed.rolloutStateReason}` : ""}`,
    );
  }
  const { MetricAlarms } = await askAws(
    programs,
    [
      ...["cloudwatch", "describe-alarms", "--state-value", "ALARM"],
      ...["--alarm-name-prefix", `${asked.prefix}-services`, ...at],
    ],
    AlarmsSchema,
  );
  for (const { AlarmName, AlarmDescription } of MetricAlarms)
    say(`ALARM ${AlarmName}: ${AlarmDescription ?? ""}`);
  return well && MetricAlarms.length === 0;
}
