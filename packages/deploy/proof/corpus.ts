import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { freePort } from "@/base/free-port";
import { startEmbedded } from "@/db/embedded";
import { type Met, sendCorpus } from "@/packages/resilience/corpus";
import type { Proof } from "./proof";
import { beginPlatform, DOMAIN, data } from "./stack-platform";

const COUNT = 20_000;
const SEED = 20_261_130;

/** By how much the process may grow from the first half of the corpus to the second, in MB. */
const GROWTH = 150;

/** What the web process writes where nobody caught an error, and what ends it. */
const UNCAUGHT = /uncaughtException|unhandledRejection|"level":"fatal"/;

/** The built app meets requests that no browser sends, and clients that leave in the middle; on loopback alone. */
export const mutatedRequests: Proof = {
  name: "a corpus of mutated requests",
  lacks: async () => null,
  async run(step, measure, signal) {
    await rm(data, { recursive: true, force: true });
    await mkdir(data, { recursive: true });
    const postgres = await startEmbedded({ folder: join(data, "postgres"), durable: false });
    const port = await freePort();
    const place = await beginPlatform(postgres.url, port, signal).catch(async (error: unknown) => {
      await postgres.stop();
      throw error;
    });
    const log = join(data, "web.log");
    const process = await readFile(`${log}.process`, "utf8");
    const { pid } = z.object({ pid: z.number() }).parse(JSON.parse(process));
    const names = ["artmatt.", "begin.", "", "operator.", "nobody."];
    const hosts = names.map((name) => `${name}${DOMAIN}:${port}`);
    const memory: number[] = [];
    try {
      const { text } = await place.ask("artmatt", "/sign-in");
      const actions = [...new Set(text.match(/\$ACTION_[A-Z]+_\w+/g))];
      const met = await step(`of ${COUNT} none is answered with a fault but 503`, async () => {
        const sending = { port, hosts, actions, seed: SEED, count: COUNT, signal };
        const passing = async () => void memory.push(await residentOf(pid));
        const all = await sendCorpus({ ...sending, passing });
        if (all.faults.length > 0)
          throw new Error(`${all.faults.length} faults.\n${all.faults.slice(0, 20).join("\n")}`);
        return all;
      });
      measure("answers by status", statusesOf(met));
      await step("no error goes uncaught and the process lives", async () => {
        const wrong = (await readFile(log, "utf8"))
          .split("\n")
          .filter((line) => UNCAUGHT.test(line));
        if (wrong.length > 0) throw new Error(`${wrong.length} lines.\n${wrong[0]}`);
        await residentOf(pid);
        if ((await place.ask("artmatt", "/")).status !== 200) throw new Error("The shelf is gone.");
      });
      await step("the memory it takes is bounded", async () => {
        const middle = Math.ceil(memory.length / 2);
        const first = Math.max(...memory.slice(0, middle));
        const then = Math.max(...memory.slice(middle));
        measure("resident in the first half and the second", `${first} and ${then} MB`);
        if (then - first > GROWTH) throw new Error(`It grew by ${then - first} MB.`);
      });
    } finally {
      await place.stop();
      await postgres.stop();
      await rm(data, { recursive: true, force: true });
    }
  },
};

function statusesOf({ statuses }: Met): string {
  const sorted = [...statuses].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([status, count]) => `${count} × ${status}`).join(", ");
}

/** What a process holds in memory, in MB. @throws where it has ended */
async function residentOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024);
}
