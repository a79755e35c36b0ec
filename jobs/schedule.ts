import type { TaskList } from "graphile-worker";
import { platform } from "@/db/platform/door";
import { forgetComplaints } from "@/db/platform/queries/complaints";
import { forgetKeptNames } from "@/db/platform/queries/names";
import { forgetSamples } from "@/db/platform/queries/watching";
import { listServers } from "@/db/servers";
import { backUpAll } from "./backup-night";
import { removeLapsedExports } from "./export";
import { measureDatabases, measureTenants } from "./measure";
import { removeLapsedPapers } from "./paper";
import { refillSpares } from "./spares";
import { forgetOldWork } from "./sweep";
import { dropOldTemplates } from "./template-databases";
import { thinHistories } from "./thin-history";
import { watchAll } from "./watch";

/** When tasks run by themselves, in crontab's words and UTC. */
export const schedule = [
  "* * * * * refill",
  "* * * * * measure",
  "* * * * * watch",
  "53 * * * * measure-databases",
  "17 * * * * forget",
  // Repeated each hour, so that a later run does what an earlier one left undone.
  "7 2-5 * * * backups",
  "37 * * * * exports",
  // After the night's backups.
  "43 5 * * * histories",
].join("\n");

/** Tasks that run without anybody ordering them. Each is idempotent. */
export const tasks: TaskList = {
  refill: async () => refillSpares(),
  measure: async () => {
    await measureTenants();
    await measureDatabases("new");
  },
  "measure-databases": async () => measureDatabases("all"),
  watch: async () => watchAll(),
  backups: async () => backUpAll(),
  exports: async () => {
    await removeLapsedExports();
    await removeLapsedPapers();
  },
  histories: async () => thinHistories(),
  forget: async () => {
    await forgetOldWork();
    await platform.write(forgetComplaints);
    await platform.write(forgetKeptNames);
    await platform.write(forgetSamples);
    for (const server of listServers()) await dropOldTemplates(server);
  },
};
