import { stringify } from "yaml";
import { describeApp } from "@/packages/deploy/app";
import { imageFiles } from "@/packages/deploy/image/dockerfile";
import { type Deployment, demand } from "@/packages/deploy/settings";
import type { EmittedFile } from "@/packages/deploy/target";
import { caddyService, poolerService, postgresService } from "./bought-services";
import { databaseImage } from "./database";
import { reachesOut } from "./ground";
import { proxyFiles } from "./proxy";
import type { ComposeFile } from "./schema";
import type { Placed } from "./service-parts";
import {
  collectorService,
  setupService,
  webService,
  websOf,
  workerService,
  workersOf,
} from "./services";

/**
 * The compose file and what its containers read, from the description.
 * @param target names the ground in what is said of a missing setting
 */
export function emitCompose(
  deployment: Deployment,
  target: string,
  { stateFolder, builds }: Pick<Placed, "stateFolder" | "builds">,
): readonly EmittedFile[] {
  if (deployment.certificates === "on-demand") demand(deployment, target, "certificateMail");
  const app = describeApp(deployment);
  const placed = { app, deployment, stateFolder, builds };
  const proxy = proxyFiles(app, deployment, websOf(app));
  const caddyfile = proxy.map(({ content }) => content).join();
  return [
    { path: "compose.yaml", content: text(composeFile(placed, caddyfile)) },
    // Compose reads it beside its file: who types its commands there means this installation.
    { path: ".env", content: `COMPOSE_PROJECT_NAME=${deployment.project}\n` },
    ...imageFiles(deployment).map((file) => ({ ...file, path: `image/${file.path}` })),
    ...proxy,
    ...databaseImage(app),
  ];
}

function composeFile(placed: Placed, caddyfile: string): ComposeFile {
  const { app, deployment } = placed;
  // The engine hands out addresses from the upper half, so that the proxy's own stays free for it.
  const range = deployment.proxyNetwork.replace(/\.0\/24$/, ".128/25");
  const addresses = { config: [{ subnet: deployment.proxyNetwork, ip_range: range }] };
  return {
    version: "3.8",
    services: {
      caddy: caddyService(placed, caddyfile),
      collector: collectorService(placed),
      pgbouncer: poolerService(placed),
      postgres: postgresService(placed),
      setup: setupService(placed),
      ...Object.fromEntries(websOf(app).map((web) => [web, webService(placed)])),
      ...Object.fromEntries(workersOf(app).map((worker) => [worker, workerService(placed)])),
    },
    networks: {
      edge: { internal: true, ipam: addresses },
      inside: { internal: true },
      ...(reachesOut(app, deployment) ? { outside: {} } : {}),
      published: {},
    },
    volumes: {
      certificates: {},
      data: {},
      database: {},
      "database-logs": {},
      telemetry: {},
    },
  };
}

function text(file: ComposeFile): string {
  return stringify(file, { aliasDuplicateObjects: false, lineWidth: 0, version: "1.1" });
}
