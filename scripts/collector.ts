import { log } from "@/base/log";
import { followPostgresLog } from "@/packages/collector/postgres-log";
import { forgetOld } from "@/packages/collector/retention";
import { collectorServer } from "@/packages/collector/serve";
import { collectorSettings } from "@/packages/collector/settings";
import { openStore } from "@/packages/collector/store";

/** `swingtag collector`: keeps what every process pushes, and shows it, until SIGTERM. */
const settings = settingsOrExit();
const store = openStore({ folder: settings.TELEMETRY_FOLDER, megabytes: settings.TELEMETRY_MB });
const forgetting = forgetOld(store, settings.TELEMETRY_DAYS);
const following = settings.DATABASE_LOGS ? followPostgresLog(settings.DATABASE_LOGS, store) : null;
const server = collectorServer({ store, token: settings.COLLECTOR_TOKEN });

server.on("error", (error) => {
  log.fatal({ err: error }, "the collector can't listen");
  process.exit(1);
});
server.listen(settings.COLLECTOR_PORT, settings.COLLECTOR_ADDRESS, () =>
  log.info({ port: settings.COLLECTOR_PORT }, "collector ready"),
);

for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void leave(signal));

/** What is being pushed is kept; then the file is closed. */
async function leave(signal: string): Promise<void> {
  log.info({ signal }, "collector stopping");
  setTimeout(() => process.exit(0), 5000).unref();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  await following?.stop();
  forgetting.stop();
  store.close();
  process.exit(0);
}

function settingsOrExit() {
  try {
    return collectorSettings();
  } catch (error) {
    log.fatal(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
