import { createHash } from "node:crypto";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import { DATABASE_LOGS } from "./database";
import { proxyAddress } from "./ground";
import { CERTIFICATES, PROXY_HEALTH } from "./proxy";
import type { Service } from "./schema";
import {
  databaseImageOf,
  guarded,
  limited,
  type Placed,
  probed,
  secretsFolderOf,
  secretsOf,
} from "./service-parts";

/** The proxy's own official image. */
export const PROXY_IMAGE = "caddy:2";

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

/** Its one name inside the cluster. */
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
    // Compose does not recreate a container when a mounted file changes, but it does when this label changes.
    labels: { "swingtag.caddyfile": createHash("sha256").update(caddyfile).digest("hex") },
    ...limited(1000, 256, 512),
    healthcheck: probed(["CMD", "wget", "-q", "-O", "/dev/null", PROXY_HEALTH], 20),
    stop_grace_period: "30s",
    restart: "unless-stopped",
    ...guarded,
  };
}
