import { z } from "zod";
import { log } from "@/base/log";
import { bearTenant } from "@/server/life/birth";
import { startWorker } from "./worker";

/** Started by tests as a process of its own, to be killed: bears sites and serves jobs, as the demo does in one. */
const BirthsSchema = z.array(z.object({ name: z.string(), placement: z.enum(["pool", "own"]) }));
const births = BirthsSchema.parse(JSON.parse(process.argv[2] ?? "[]"));
if (process.env.WORKER !== "apart") startWorker();
log.info("births begin");
const ended = await Promise.allSettled(
  births.map(({ name, placement }) =>
    bearTenant({ name, email: `${name}@example.com`, preset: "vitrine", placement }),
  ),
);
log.info({ refused: ended.filter(({ status }) => status === "rejected").length }, "births ended");
// The tests kill it.
setInterval(() => {}, 1000);
