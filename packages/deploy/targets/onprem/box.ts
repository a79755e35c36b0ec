import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describeApp } from "@/packages/deploy/app";
import { POOLER_PORT } from "@/packages/deploy/pooler";
import type { Deployment } from "@/packages/deploy/settings";
import type { EmittedFile } from "@/packages/deploy/target";
import { PROXY_IMAGE } from "../compose/bought-services";
import { DATABASE_LOGS } from "../compose/database";
import { environmentIn, PARTS } from "../compose/ground";
import { PROXY_ASKS, PROXY_HEALTH } from "../compose/proxy";
import { databaseImageOf } from "../compose/service-parts";
import { websOf, workersOf } from "../compose/services";

const folder = join(import.meta.dirname, "box");

/** The programs that are carried in, and the settings they read. */
export async function boxFiles(deployment: Deployment): Promise<readonly EmittedFile[]> {
  const names = (await readdir(folder)).sort();
  const programs = await Promise.all(
    names.map(async (name) => ({
      path: name,
      content: await readFile(join(folder, name), "utf8"),
      runs: name.endsWith(".sh"),
    })),
  );
  return [...programs, { path: "box.conf", content: conf(settingsOf(deployment)) }];
}

/** Everything the programs must know, by the names they know it by. */
function settingsOf(deployment: Deployment): Record<string, string> {
  const app = describeApp(deployment);
  const { processes, jobs, database } = app;
  const { httpsPort, domain } = deployment;
  const webs = websOf(app);
  const workers = workersOf(app);
  const parts = Object.fromEntries(
    PARTS.map((part) => [part, environmentIn(app, deployment, part).secret]),
  );
  const given = new Set(Object.values(parts).flat());
  for (const own of ["SECRET", "DATABASE_URL"]) given.delete(own);
  const memory =
    webs.length * processes.web.memory +
    workers.length * processes.worker.memory +
    processes.collector.memory +
    jobs.setup.memory +
    database.memory;
  return {
    VERSION: app.version,
    APP_IMAGE: app.image,
    DATABASE_IMAGE: databaseImageOf({ app, deployment }),
    PROXY_IMAGE,
    DEFAULT_PROJECT: deployment.project,
    DATABASE_PREFIX: "swingtag",
    DATABASE_LOGS,
    DOMAIN: domain,
    ADDRESS: `https://${domain}${httpsPort === 443 ? "" : `:${httpsPort}`}`,
    HTTPS_PORT: String(httpsPort),
    HTTP_PORT: String(deployment.httpPort),
    POOLER_PORT: String(POOLER_PORT),
    PROXY_HEALTH,
    PROXY_ASKS,
    WEBS: webs.join(" "),
    WORKERS: workers.join(" "),
    FILES_ARE: deployment.files,
    KEEP_BACKUPS_DAYS: String(deployment.keepBackupsDays),
    NEEDS_CPU: "2",
    NEEDS_MEMORY: String(memory),
    NEEDS_DISK: String(database.disk),
    READY_WITHIN: "120",
    CERTIFICATES: deployment.certificates,
    GIVEN_SECRETS: [...given].sort().join(" "),
    WEB_SECRETS: (parts.web ?? []).join(" "),
    WORKER_SECRETS: (parts.worker ?? []).join(" "),
    SETUP_SECRETS: (parts.setup ?? []).join(" "),
    COLLECTOR_SECRETS: (parts.collector ?? []).join(" "),
  };
}

function conf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (/["$`\\\n]/.test(value)) throw new Error(`${name} cannot be written for a shell.`);
      return `${name}="${value}"\n`;
    })
    .join("");
}
