import type { TaskList } from "graphile-worker";
import { listServers } from "@/db/servers";
import { dropOldTemplates } from "./databases";
import { refillSpares } from "./spares";
import { forgetOldWork } from "./sweep";

/** When tasks run by themselves, in crontab's words and UTC. */
export const schedule = ["* * * * * refill", "17 * * * * forget"].join("\n");

/** What runs without being an operation of somebody's; each is idempotent. */
export const tasks: TaskList = {
  refill: async () => refillSpares(),
  forget: async () => {
    await forgetOldWork();
    for (const server of listServers()) await dropOldTemplates(server);
  },
};
