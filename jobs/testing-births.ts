import { z } from "zod";
import { log } from "@/base/log";
import { DATABASE_KINDS } from "@/db/platform/states";
import { createTenant } from "@/server/life/birth";
import { startWorker } from "./worker";

/**
 * Tests start this as a process in order to kill it. It creates sites and runs jobs in one process, as the demo
 * does.
 */
const BirthsSchema = z.array(z.object({ name: z.string(), placement: z.enum(DATABASE_KINDS) }));
const births = BirthsSchema.parse(JSON.parse(process.argv[2] ?? "[]"));
if (process.env.WORKER !== "apart") startWorker();
log.info("births begin");
const ended = await Promise.allSettled(
  births.map(({ name, placement }) =>
    createTenant({ name, email: `${name}@example.com`, preset: "vitrine", placement }),
  ),
);
log.info({ refused: ended.filter(({ status }) => status === "rejected").length }, "births ended");
// The tests kill it.
setInterval(() => {}, 1000);
