import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "@/base/free-port";
import {
  type Installation,
  type Names,
  namesOf,
  prepareInstallation,
  prepareTenantDatabase,
} from "@/db/setup";
import { beginRun } from "@/db/testing-runs";
import { awaitAnswers, startApp, stopLeftApp } from "@/packages/local/serve";
import { closeServers, type Delivered, smtpServer } from "@/server/mail/testing";

/** Who may operate the attacked installation. */
export const OPERATOR = "operator@isolation.example";

/** The product as it is run, with databases, files, a port and a mail server of its own. */
export interface Product {
  readonly port: number;
  readonly domain: string;
  readonly installation: Installation;
  readonly names: Names;
  /** Databases of their own for two tenants. */
  readonly own: readonly [string, string];
  /** Everything that was mailed. */
  readonly mail: readonly Delivered[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

const data = join(import.meta.dirname, "../../.data/isolation");

/**
 * Prepares an installation and sets this process up for it, so that tenants can be made before it serves. First
 * removes what a killed run left: its server, databases, roles and files.
 * @param url an administrator's address of a Postgres server
 */
export async function prepareProduct(
  url: string,
  report: (step: string) => void,
): Promise<Product> {
  const log = join(data, "app.log");
  await stopLeftApp(log);
  await rm(data, { recursive: true, force: true });
  const run = await beginRun(url, "isolation");
  const sink = await smtpServer();
  const port = await freePort();
  const domain = "app.localhost";
  const env = {
    DATABASE_URL: url,
    DATABASE_SERVERS: "",
    DATABASE_PREFIX: run.prefix,
    DATABASE_POOLER: "none",
    SECRET: randomBytes(32).toString("base64url"),
    PORT: String(port),
    BASE_DOMAIN: domain,
    PUBLIC_PORT: "",
    PUBLIC_SCHEME: "",
    TRUSTED_PROXIES: "",
    FILES: join(data, "files"),
    BACKUPS: join(data, "backups"),
    SMTP_URL: `smtp://127.0.0.1:${sink.port}?tls=none`,
    DEMO: "0",
    OPERATORS: OPERATOR,
    WORKER: "inside",
    SPARES: "0",
    LOG_LEVEL: "info",
  };
  Object.assign(process.env, env);
  const installation = { adminUrl: url, prefix: run.prefix, secret: env.SECRET };
  await prepareInstallation(installation, report);
  const own = [`${run.prefix}_own_1`, `${run.prefix}_own_2`] as const;
  for (const name of own) await prepareTenantDatabase(installation, name, "own", report);
  let stopApp = async () => {};
  return {
    port,
    domain,
    installation,
    names: namesOf(run.prefix),
    own,
    mail: sink.delivered,
    async start() {
      const app = await startApp({ env, log });
      stopApp = app.stop;
      await awaitAnswers(app, { port, hosts: [domain], log });
    },
    async stop() {
      await stopApp();
      await closeServers();
      await run.end();
      await rm(join(data, "files"), { recursive: true, force: true });
      await rm(join(data, "backups"), { recursive: true, force: true });
    },
  };
}
