import type { TaskList } from "graphile-worker";
import { refillSpares } from "./spares";

/** When tasks run by themselves, in crontab's words and UTC. */
export const schedule = ["* * * * * refill"].join("\n");

/** What runs without being an operation of somebody's; each is idempotent. */
export const tasks: TaskList = {
  refill: async () => refillSpares(),
};
