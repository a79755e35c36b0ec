import { settings } from "@/base/settings";
import type { StackOrder } from "@/jobs/stack-driver";

/** Settings that the template sets itself, or that mean nothing in a stack, which has no collector. */
const NOT_ORDERED: ReadonlySet<string> = new Set([
  "BACKUPS",
  "DATABASE_GUARD",
  "DATABASE_POOLER",
  "DATABASE_URL",
  "DRAIN_SECONDS",
  "FILES",
  "HEALTH_PORT",
  "INSTANCE",
  "OTLP_HEADERS",
  "OTLP_URL",
  "POOLER_PASSWORD",
  "PORT",
  "STACKS",
  "TELEMETRY_DAYS",
  "TELEMETRY_FOLDER",
  "VERSION",
]);

/** The settings that a stack's processes take from its order, by name. */
export const ORDERED: readonly string[] = Object.keys(settings)
  .filter((name) => !NOT_ORDERED.has(name))
  .sort();

/** The longest that CloudFormation takes for a parameter's value, in bytes. */
const LONGEST = 4096;

/**
 * The settings of an order as the one parameter that CloudFormation keeps to itself. ECS refuses to start a task for
 * which one of them is missing, so each stands in it; empty means its default.
 * @throws Error when they are longer than CloudFormation takes
 */
export function settingsOf({ settings: ordered }: StackOrder): string {
  const text = JSON.stringify(
    Object.fromEntries(ORDERED.map((name) => [name, ordered[name] ?? ""])),
  );
  if (Buffer.byteLength(text) > LONGEST)
    throw new Error(
      `The settings of a stack are ${Buffer.byteLength(text)} bytes long, and CloudFormation takes ${LONGEST}. Shorten OPERATORS or SMTP_URL.`,
    );
  return text;
}
