import { databaseSettings } from "./settings/database.ts";
import { telemetrySettings } from "./settings/telemetry.ts";
import { webSettings } from "./settings/web.ts";
import { workSettings } from "./settings/work.ts";

/**
 * Every setting of Swingtag, once: its type, its default and the sentence that explains it.
 * A default stands here only where it is safe in production. `.env.example` is printed from this.
 */
export const settings = {
  ...databaseSettings,
  ...workSettings,
  ...webSettings,
  ...telemetrySettings,
} as const;
