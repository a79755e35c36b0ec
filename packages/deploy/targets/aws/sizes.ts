import { InstanceType } from "aws-cdk-lib/aws-ec2";
import { CpuArchitecture } from "aws-cdk-lib/aws-ecs";
import { Architecture } from "aws-cdk-lib/aws-lambda";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { DatabaseSize, Job, Process } from "@/packages/deploy/description";

/** Which processors the image is built for: Graviton costs a fifth less than x86. */
export const ARCHITECTURE = {
  task: CpuArchitecture.ARM64,
  function: Architecture.ARM_64,
  /** As docker names it. */
  platform: "linux/arm64",
} as const;

/** Outposts hold x86 machines. */
export const OUTPOST_ARCHITECTURE = {
  task: CpuArchitecture.X86_64,
  platform: "linux/amd64",
} as const;

/** What Fargate gives: units of processor, with the least and most memory and its steps, in MiB. */
const TASKS = [
  { cpu: 256, memory: [512, 1024, 2048] },
  { cpu: 512, memory: [1024, 2048, 3072, 4096] },
  { cpu: 1024, memory: [2048, 3072, 4096, 5120, 6144, 7168, 8192] },
  { cpu: 2048, memory: [4096, 8192, 12_288, 16_384] },
  { cpu: 4096, memory: [8192, 16_384, 24_576, 30_720] },
] as const;

/** The smallest task that carries a process. @throws Error when none is large enough */
export function taskSize({ cpu, memory }: Pick<Process | Job, "cpu" | "memory">): {
  cpu: number;
  memoryLimitMiB: number;
} {
  const units = (cpu * 1024) / 1000;
  for (const task of TASKS) {
    const fitting = task.memory.find((offered) => offered >= memory);
    if (task.cpu >= units && fitting) return { cpu: task.cpu, memoryLimitMiB: fitting };
  }
  throw new Error(`Fargate has no task of ${cpu} thousandths of a processor and ${memory} MiB.`);
}

/** RDS's classes, smallest first: thousandths of a processor and MiB. */
const CLASSES = [
  { name: "t4g.small", cpu: 2000, memory: 2048 },
  { name: "t4g.medium", cpu: 2000, memory: 4096 },
  { name: "r7g.large", cpu: 2000, memory: 16_384 },
  { name: "r7g.xlarge", cpu: 4000, memory: 32_768 },
  { name: "r7g.2xlarge", cpu: 8000, memory: 65_536 },
  { name: "r7g.4xlarge", cpu: 16_000, memory: 131_072 },
  { name: "r7g.8xlarge", cpu: 32_000, memory: 262_144 },
] as const;

/** What RDS on Outposts offers. */
const OUTPOST_CLASSES = [
  { name: "m5.large", cpu: 2000, memory: 8192 },
  { name: "r5.large", cpu: 2000, memory: 16_384 },
  { name: "r5.4xlarge", cpu: 16_000, memory: 131_072 },
] as const;

/** The smallest class that carries a database. @throws Error when none is large enough */
export function databaseClass({ cpu, memory }: DatabaseSize, onOutpost: boolean): InstanceType {
  const classes = onOutpost ? OUTPOST_CLASSES : CLASSES;
  const fitting = classes.find((offered) => offered.cpu >= cpu && offered.memory >= memory);
  if (!fitting) throw new Error(`RDS has no class of ${cpu} thousandths and ${memory} MiB here.`);
  return new InstanceType(fitting.name);
}

/** CloudWatch keeps logs for certain numbers of days only: the first that is long enough. */
export function retentionOf(days: number): RetentionDays {
  const offered = Object.values(RetentionDays)
    .filter((value) => typeof value === "number")
    .sort((a, b) => a - b);
  return offered.find((value) => value >= days) ?? RetentionDays.TEN_YEARS;
}
