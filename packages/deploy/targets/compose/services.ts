import { createHash } from "node:crypto";
import type { App, Job, Process } from "@/packages/deploy/description";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import type { Deployment } from "@/packages/deploy/settings";
import { DATABASE_LOGS } from "./database";
import { ENGINE_SOCKET, environmentIn, proxyAddress, reachesOut } from "./ground";
import { CERTIFICATES, PROXY_HEALTH } from "./proxy";
import type { Service } from "./schema";

/** Where secrets stand for compose to read: a folder that only this user opens. */
export const KEEP = "SWINGTAG_KEEP";

/** Which group may talk to the engine, where the worker makes stacks. */
export const ENGINE_GROUP = "SWINGTAG_ENGINE_GROUP";

/** Where the engine listens on the machine, where that is not the usual place. */
export const ENGINE_PLACE = "SWINGTAG_ENGINE_SOCKET";

export interface Placed {
  readonly app: App;
  readonly deployment: Deployment;
  /** Where secrets are read from when SWINGTAG_KEEP says nothing, relative to the compose file. */
  readonly stateFolder: string;
  /** Whether the database's image is built from the emitted folder, or was carried in. */
  readonly builds: boolean;
}

/** The proxy's own official image. */
export const PROXY_IMAGE = "caddy:2";

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

/** The image of Postgres and PgBouncer, of this version. */
export function databaseImageOf({ app, deployment }: Pick<Placed, "app" | "deployment">): string {
  return `${deployment.image}-database:${app.version}`;
}

/** Name of a part's file of secrets. */
export function secretsFile(part: string): string {
  return `${part}.env`;
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

export function postgresService(placed: Placed): Service {
  const { database } = placed.app;
  return {
    image: databaseImageOf(placed),
    ...(placed.builds ? { build: { context: "./database", network: "host" } } : {}),
    command: ["postgres", "-c", "config_file=/etc/swingtag/postgresql.conf"],
    user: "postgres",
    env_file: [secretsOf(placed, "postgres")],
    networks: ["inside"],
    volumes: ["database:/var/lib/postgresql", `database-logs:${DATABASE_LOGS}`],
    tmpfs: ["/tmp", "/var/run/postgresql:uid=999,gid=999,mode=0775"],
    shm_size: `${Math.max(64, Math.floor(database.memory / 8))}m`,
    ...limited(database.cpu, database.memory, 4000),
    healthcheck: probed(["CMD", "pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"], 60),
    stop_signal: "SIGINT",
    stop_grace_period: "60s",
    restart: "unless-stopped",
    ...guarded,
  };
}

export function poolerService(placed: Placed): Service {
  return {
    image: databaseImageOf(placed),
    entrypoint: ["pooler"],
    user: "postgres",
    env_file: [secretsOf(placed, "pgbouncer")],
    networks: ["inside"],
    // The image asks for a volume there, which nothing would ever remove.
    tmpfs: ["/tmp", "/var/lib/postgresql"],
    ...limited(500, 128, 64),
    healthcheck: probed(
      ["CMD", "pg_isready", "-q", "-h", "127.0.0.1", "-p", String(POOLER_PORT), "-U", "pooler"],
      30,
    ),
    depends_on: { postgres: { condition: "service_healthy" } },
    stop_signal: "SIGINT",
    stop_grace_period: "20s",
    restart: "unless-stopped",
    ...guarded,
  };
}

export function caddyService(placed: Placed, caddyfile: string): Service {
  const { deployment } = placed;
  const { httpPort, httpsPort } = deployment;
  const files = deployment.certificates === "files";
  return {
    image: PROXY_IMAGE,
    networks: { edge: { ipv4_address: proxyAddress(deployment) }, published: {} },
    ports: [`${httpPort}:80`, `${httpsPort}:443`, `${httpsPort}:443/udp`],
    volumes: [
      "./caddy:/etc/caddy:ro",
      "certificates:/data",
      ...(files ? [`${secretsFolderOf(placed)}/certificates:${CERTIFICATES}:ro`] : []),
    ],
    tmpfs: ["/tmp", "/config"],
    cap_add: ["NET_BIND_SERVICE"],
    // A changed file behind a mount is no reason for compose to make a container anew; this is.
    labels: { "swingtag.caddyfile": createHash("sha256").update(caddyfile).digest("hex") },
    ...limited(1000, 256, 512),
    healthcheck: probed(["CMD", "wget", "-q", "-O", "/dev/null", PROXY_HEALTH], 20),
    stop_grace_period: "30s",
    restart: "unless-stopped",
    ...guarded,
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

/** No container may write to its image, gain rights, or hold one it was not given here. */
const guarded = {
  read_only: true,
  cap_drop: ["ALL"],
  security_opt: ["no-new-privileges:true"],
  logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "5" } },
} satisfies Partial<Service>;

function limited(cpu: number, memory: number, pids: number) {
  return { cpus: cpu / 1000, mem_limit: `${memory}m`, pids_limit: pids };
}

function inside({ app, deployment }: Placed): string[] {
  return reachesOut(app, deployment) ? ["inside", "outside"] : ["inside"];
}

function secretsFolderOf({ stateFolder }: Placed): string {
  return `\${${KEEP}:-${stateFolder}}`;
}

function secretsOf(placed: Placed, part: string): string {
  return `${secretsFolderOf(placed)}/${secretsFile(part)}`;
}

/** The image's own check, which asks the one process of its container. */
const answers = probed(["CMD", "swingtag", "health"], 60);

function probed(test: readonly string[], starts: number) {
  return { test, interval: "5s", timeout: "4s", retries: 3, start_period: `${starts}s` };
}
