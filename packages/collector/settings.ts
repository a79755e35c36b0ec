import { z } from "zod";
import { settings } from "@/base/settings";

const Schema = z.object({
  COLLECTOR_PORT: settings.COLLECTOR_PORT.schema,
  COLLECTOR_ADDRESS: settings.COLLECTOR_ADDRESS.schema,
  TELEMETRY_FOLDER: settings.TELEMETRY_FOLDER.schema,
  TELEMETRY_DAYS: settings.TELEMETRY_DAYS.schema,
  TELEMETRY_MB: settings.TELEMETRY_MB.schema,
  COLLECTOR_TOKEN: settings.COLLECTOR_TOKEN.schema,
  DATABASE_LOGS: settings.DATABASE_LOGS.schema,
});

export type CollectorSettings = z.infer<typeof Schema>;

/**
 * The few settings that the collector has; it knows no database and no secret of the app's.
 * @throws Error naming each setting that is wrong
 */
export function collectorSettings(
  source: Readonly<Record<string, string | undefined>> = process.env,
): CollectorSettings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}.`).join("\n"),
  );
}
