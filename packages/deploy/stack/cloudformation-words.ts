import type { StackStatus } from "@aws-sdk/client-cloudformation";
import type { Happening } from "./formation";

/** What a person reads while CloudFormation works on one of a stack's resources. */
const MAKING: Readonly<Record<string, string>> = {
  "AWS::S3::Bucket": "Making its bucket",
  "AWS::RDS::DBInstance": "Starting its Postgres, which takes about ten minutes",
  "AWS::ECS::TaskDefinition": "Describing its processes",
};

const SERVICES: Readonly<Record<string, string>> = {
  Worker: "Setting it up and starting its worker",
  Web: "Starting its web processes",
};

const REMOVING: Readonly<Record<string, string>> = {
  "AWS::ECS::Service": "Stopping its processes",
  "AWS::RDS::DBInstance": "Removing its Postgres, which takes about ten minutes",
  "AWS::S3::Bucket": "Removing its bucket",
};

/** What is said of an event, or null for what nobody needs to know. */
export function wordsFor({ type, resource, status }: Happening): string | null {
  if (status === "DELETE_IN_PROGRESS") return REMOVING[type] ?? null;
  if (/ROLLBACK_IN_PROGRESS$/.test(status)) return "Taking back what did not succeed";
  if (!/^(CREATE|UPDATE)_IN_PROGRESS$/.test(status)) return null;
  return SERVICES[resource] ?? MAKING[type] ?? null;
}

/** Whether CloudFormation is through with the last order. */
export function isSettled(status: StackStatus): boolean {
  return !status.endsWith("_IN_PROGRESS");
}

/** Whether the last order was not carried out. */
export function isFault(status: StackStatus): boolean {
  return status.endsWith("_FAILED") || status.includes("ROLLBACK");
}
