import type { App, Job, Process } from "@/packages/deploy/description";
import { DATABASE_LOGS } from "./database";
import { ENGINE_SOCKET, environmentIn, reachesOut } from "./ground";
import type { Service } from "./schema";
import { guarded, limited, type Placed, probed, secretsOf } from "./service-parts";

/** Which group may talk to the engine, where the worker makes stacks. */
export const ENGINE_GROUP = "SWINGTAG_ENGINE_GROUP";

/** Where the engine listens on the machine, where that is not the usual place. */
export const ENGINE_PLACE = "SWINGTAG_ENGINE_SOCKET";

/** Names of the web processes: each a service, so that they can be restarted one by one. */
export function websOf({ processes }: App): string[] {
  return Array.from({ length: processes.web.replicas.least }, (_, at) => `web-${at + 1}`);
}

/** Names of the workers, which share what there is to do. */
export function workersOf({ processes }: App): string[] {
  const names = Array.from(
    { length: processes.worker.replicas.least },
    (_, at) => `worker-${at + 1}`,
  );
  return names.length === 1 ? ["worker"] : names;
}

/** A web process, alike but for its name. */
export function webService(placed: Placed): Service {
  const { app } = placed;
  return {
    ...ours(placed, app.processes.web),
    networks: ["edge", ...inside(placed)],
    volumes: ["data:/data"],
    healthcheck: answers,
    depends_on: {
      setup: { condition: "service_completed_successfully" },
      pgbouncer: { condition: "service_healthy" },
    },
    restart: "unless-stopped",
  };
}

export function workerService(placed: Placed): Service {
  const { app, deployment } = placed;
  return {
    ...ours(placed, app.processes.worker),
    networks: inside(placed),
    volumes: [
      "data:/data",
      ...(deployment.stacks ? [`\${${ENGINE_PLACE}:-${ENGINE_SOCKET}}:${ENGINE_SOCKET}`] : []),
    ],
    ...(deployment.stacks ? { group_add: [`\${${ENGINE_GROUP}:-0}`] } : {}),
    healthcheck: answers,
    depends_on: { setup: { condition: "service_completed_successfully" } },
    restart: "unless-stopped",
  };
}

export function collectorService(placed: Placed): Service {
  const { collector } = placed.app.processes;
  return {
    ...ours(placed, collector),
    networks: ["inside"],
    volumes: ["telemetry:/data", `database-logs:${DATABASE_LOGS}:ro`],
    healthcheck: answers,
    restart: "unless-stopped",
  };
}

export function setupService(placed: Placed): Service {
  return {
    ...ours(placed, placed.app.jobs.setup),
    networks: ["inside"],
    volumes: ["data:/data"],
    depends_on: { postgres: { condition: "service_healthy" } },
    restart: "no",
  };
}

/** What all containers of our own image have in common. */
function ours(placed: Placed, part: Process | Job): Service {
  const { app, deployment } = placed;
  const { plain, secret } = environmentIn(app, deployment, part.name);
  return {
    image: app.image,
    command: [...part.args],
    environment: Object.fromEntries(
      Object.entries(plain).map(([name, value]) => [name, value.replaceAll("$", "$$$$")]),
    ),
    ...(secret.length > 0 ? { env_file: [secretsOf(placed, part.name)] } : {}),
    tmpfs: ["/tmp"],
    ...limited(part.cpu, part.memory, 512),
    ...("drain" in part ? { stop_grace_period: `${part.drain + 10}s` } : {}),
    ...guarded,
  };
}

function inside({ app, deployment }: Placed): string[] {
  return reachesOut(app, deployment) ? ["inside", "outside"] : ["inside"];
}

/** The image's own check, which asks the one process of its container. */
const answers = probed(["CMD", "swingtag", "health"], 60);
