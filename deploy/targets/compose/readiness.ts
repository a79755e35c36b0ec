import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { docker } from "@/deploy/image/engine";
import { compose, type Project } from "./engine";
import { linesOf } from "./preflight";

/** How often a container is asked, in milliseconds: the engine itself asks more rarely. */
const EVERY = 250;

const StateSchema = z.tuple([
  z.object({
    State: z.object({ Running: z.boolean(), ExitCode: z.number() }),
    Config: z.object({ Healthcheck: z.object({ Test: z.array(z.string()) }).optional() }),
  }),
]);

/**
 * Returns when a service's container passes its own health check.
 * @param seconds it may take
 * @throws Error with the last lines of its log when it ends or does not become ready
 */
export async function becomesReady(
  project: Project,
  service: string,
  seconds: number,
): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const [id] = linesOf(await compose(project, ["ps", "--quiet", service]));
    if (!id) throw new Error(`${service} has no container.`);
    const [{ State, Config }] = StateSchema.parse(JSON.parse(await docker(["inspect", id])));
    const test = Config.Healthcheck?.Test ?? [];
    if (State.Running && test[0] === "CMD" && (await passes(id, test.slice(1)))) return;
    if (Date.now() > until) {
      const log = await compose(project, ["logs", "--no-color", "--tail", "30", service]);
      const how = State.Running ? `is not ready after ${seconds} seconds` : "does not stay up";
      throw new Error(`${service} ${how}. Its last lines:\n${log}`);
    }
    await pause(EVERY);
  }
}

function passes(id: string, words: readonly string[]): Promise<boolean> {
  return docker(["exec", id, ...words]).then(
    () => true,
    () => false,
  );
}
