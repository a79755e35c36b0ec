import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { docker } from "@/packages/deploy/image/engine";
import { compose, type Project } from "./engine";
import { labelOf, linesOf } from "./preflight";

/** How often a container is asked, in milliseconds: the engine itself asks more rarely. */
const EVERY = 400;

/** How often a container may be started anew before it is given up. */
const STARTS = 4;

const StateSchema = z.tuple([
  z.object({
    State: z.object({ Running: z.boolean(), Restarting: z.boolean() }),
    RestartCount: z.number(),
    Config: z.object({ Healthcheck: z.object({ Test: z.array(z.string()) }).optional() }),
  }),
]);

/**
 * Returns when a service's container passes its own health check.
 * @param seconds it may take
 * @throws Error with the last lines of its log when it does not stay up or does not become ready
 */
export async function becomesReady(
  project: Project,
  service: string,
  seconds: number,
): Promise<void> {
  const until = Date.now() + seconds * 1000;
  for (;;) {
    const [id] = await containersOf(project, service);
    if (!id) throw new Error(`${service} has no container.`);
    const [{ State, RestartCount, Config }] = StateSchema.parse(
      JSON.parse(await docker(["inspect", id])),
    );
    const up = State.Running && !State.Restarting;
    const test = Config.Healthcheck?.Test ?? [];
    if (up && test[0] === "CMD" && (await passes(id, test.slice(1)))) return;
    if (Date.now() > until || RestartCount >= STARTS) {
      const log = await compose(project, ["logs", "--no-color", "--tail", "30", service]);
      const how =
        up && RestartCount < STARTS ? `is not ready after ${seconds} seconds` : "does not stay up";
      throw new Error(`${service} ${how}. Its last lines:\n${log}`);
    }
    await pause(EVERY);
  }
}

/** Containers of a service that run. */
export async function containersOf(project: Project, service: string): Promise<string[]> {
  const filters = [labelOf(project), `label=com.docker.compose.service=${service}`];
  return linesOf(
    await docker(["ps", "--quiet", ...filters.flatMap((filter) => ["--filter", filter])]),
  );
}

function passes(id: string, words: readonly string[]): Promise<boolean> {
  return docker(["exec", id, ...words]).then(
    () => true,
    () => false,
  );
}
