import { join } from "node:path";
import { env } from "@/base/env";
import { log } from "@/base/log";
import { startTelemetry, type Telemetry } from "@/base/telemetry/start";
import { migrateFleet } from "@/db/fleet";
import { preparePooler } from "@/db/pooler";
import { closePools } from "@/db/pools";
import { prepareInstallation } from "@/db/setup";
import { alone, awaitServer } from "@/db/setup-alone";
import { publishAssets } from "@/files/assets";

/**
 * `swingtag setup`: creates what is missing of the roles and databases and migrates all of them, before the first
 * process of each version. Idempotent; two at once take turns. Needs an administrator in DATABASE_URL.
 */
let telemetry: Telemetry | undefined;
const code = await setUp();
await telemetry?.stop();
process.exit(code);

async function setUp(): Promise<number> {
  try {
    const {
      DATABASE_URL: adminUrl,
      DATABASE_PREFIX: prefix,
      SECRET: secret,
      POOLER_PASSWORD,
    } = env();
    telemetry = await startTelemetry("setup");
    await awaitServer(adminUrl);
    return await alone(adminUrl, prefix, async () => {
      if (POOLER_PASSWORD) await preparePooler(adminUrl, POOLER_PASSWORD);
      await prepareInstallation({ adminUrl, prefix, secret, guard: env().DATABASE_GUARD }, (step) =>
        log.info(step),
      );
      const { migrated, failed, left } = await migrateFleet();
      for (const { name, error } of failed) log.error(`${name} keeps its older schema: ${error}`);
      if (left.length > 0) log.error(`${left.length} databases wait for those that failed.`);
      await publish();
      log.info({ migrated: migrated.length }, "set up");
      return failed.length > 0 ? 1 : 0;
    });
  } catch (error) {
    log.fatal({ err: error }, error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await closePools();
  }
}

/** If this process can't reach the store, each version serves only its own scripts. */
async function publish(): Promise<void> {
  await publishAssets(join(process.cwd(), ".next/static")).then(
    (published) => log.info({ published }, "scripts and styles are there for every version"),
    (error: unknown) => log.warn({ err: error }, "scripts and styles are not published"),
  );
}
