import { setTimeout as pause } from "node:timers/promises";
import { describeApp } from "@/packages/deploy/app";
import type { Deployment } from "@/packages/deploy/settings";
import { compose, type Project } from "./engine";
import { askProxy, authoritiesOf } from "./reach";
import { becomesReady, containersOf } from "./readiness";
import { websOf, workersOf } from "./services";

/** How long a container may take until it passes its health check, in seconds. */
const READY_WITHIN = 120;

/** How long the apex may take to answer through the proxy: a certificate from outside takes its time. In seconds. */
const ANSWERS_WITHIN = 120;

/** Says a line to whoever deploys. */
export type Say = (line: string) => void;

/**
 * Brings every container to what the compose file says: stores first, then the setup job to its end, then the web
 * processes, one at a time where some of them serve already. Returns when the apex answers through the proxy.
 * @throws Error that names what did not become ready; web processes that were not reached yet serve on as they were
 */
export async function rollOut(project: Project, deployment: Deployment, say: Say): Promise<void> {
  const app = describeApp(deployment);
  const [webs, workers] = [websOf(app), workersOf(app)];
  const running = await Promise.all(webs.map((web) => containersOf(project, web)));
  const serving = running.some((ids) => ids.length > 0);
  const stores = ["postgres", "pgbouncer"];
  say("Starting Postgres, PgBouncer and the collector.");
  // Where nobody is served yet, the proxy may as well start meanwhile.
  await start(project, [...stores, "collector", ...(serving ? [] : ["caddy"])]);
  await Promise.all(stores.map((store) => becomesReady(project, store, READY_WITHIN)));
  say("Bringing the databases to this version.");
  await compose(project, ["run", "--rm", "--no-deps", "-T", "setup"]);

  const turns = serving ? webs.map((web) => [web]) : [[...webs, ...workers]];
  for (const turn of turns) {
    say(`Starting ${turn.join(", ")}.`);
    await start(project, turn);
    await Promise.all(turn.map((one) => becomesReady(project, one, READY_WITHIN)));
  }
  if (serving) {
    say("Starting the workers and the proxy.");
    await start(project, ["--remove-orphans", ...workers, "caddy"]);
  }
  const others = [...workers, "caddy", "collector"];
  await Promise.all(others.map((one) => becomesReady(project, one, READY_WITHIN)));
  await answers(project, deployment);
}

/** Whether the apex answers through the proxy; null, or why it does not. */
export async function whyAway(project: Project, deployment: Deployment): Promise<string | null> {
  try {
    const authorities = await authoritiesOf(project, deployment);
    const { status } = await askProxy(deployment.domain, "/", {
      port: deployment.httpsPort,
      authorities,
    });
    return status === 200 ? null : `it answers ${status}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function start(project: Project, services: readonly string[]): Promise<string> {
  return compose(project, ["up", "--detach", "--no-deps", "--no-build", ...services]);
}

async function answers(project: Project, deployment: Deployment): Promise<void> {
  const until = Date.now() + ANSWERS_WITHIN * 1000;
  for (;;) {
    const why = await whyAway(project, deployment);
    if (why === null) return;
    if (Date.now() > until)
      throw new Error(
        `https://${deployment.domain} does not answer through the proxy: ${why}. npm run deploy -- status --target compose shows what runs.`,
      );
    await pause(250);
  }
}
