import packageFile from "../../package.json" with { type: "json" };
import type { App, DatabaseSize, Process } from "./description";
import type { Deployment } from "./settings";

interface Size {
  readonly web: Pick<Process, "replicas" | "cpu" | "memory">;
  readonly worker: Pick<Process, "replicas" | "cpu" | "memory">;
  readonly database: Omit<DatabaseSize, "version">;
}

/** What carries about 10, 1,000 and 100,000 tenants. See docs/guides/choosing.md. */
const SIZES: Readonly<Record<Deployment["size"], Size>> = {
  small: {
    web: { replicas: { least: 2, most: 4 }, cpu: 500, memory: 1024 },
    worker: { replicas: { least: 1, most: 1 }, cpu: 250, memory: 1024 },
    database: { cpu: 2000, memory: 2048, disk: 20, connections: 200 },
  },
  medium: {
    web: { replicas: { least: 2, most: 8 }, cpu: 1000, memory: 2048 },
    worker: { replicas: { least: 2, most: 2 }, cpu: 500, memory: 1024 },
    database: { cpu: 2000, memory: 16_384, disk: 200, connections: 500 },
  },
  large: {
    web: { replicas: { least: 8, most: 60 }, cpu: 1000, memory: 2048 },
    worker: { replicas: { least: 4, most: 4 }, cpu: 1000, memory: 2048 },
    database: { cpu: 16_000, memory: 131_072, disk: 4000, connections: 2000 },
  },
};

/** The port of the collector: the one OTLP over HTTP is given everywhere. */
export const COLLECTOR_PORT = 4318;

/** The app as this deployment wants it, before any ground is known. */
export function describeApp(deployment: Deployment): App {
  const { web, worker, database } = SIZES[deployment.size];
  const version = deployment.version ?? packageFile.version;
  return {
    name: "swingtag",
    version,
    image: `${deployment.image}:${version}`,
    domain: deployment.domain,
    processes: {
      web: {
        name: "web",
        args: ["web"],
        ...web,
        port: 3000,
        health: { alive: "/healthz", ready: "/readyz" },
        drain: 30,
      },
      worker: {
        name: "worker",
        args: ["worker"],
        ...worker,
        port: 3001,
        health: { alive: "/healthz", ready: "/readyz" },
        drain: 30,
      },
      collector: {
        name: "collector",
        args: ["collector"],
        replicas: { least: 1, most: 1 },
        cpu: 250,
        memory: 512,
        port: COLLECTOR_PORT,
        health: { alive: "/healthz", ready: "/readyz" },
        drain: 10,
      },
    },
    jobs: { setup: { name: "setup", args: ["setup"], cpu: 500, memory: 1024, limit: 1800 } },
    database: { version: 18, ...database },
  };
}
