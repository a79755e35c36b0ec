import type { settings } from "@/base/settings";
import type { App, JobName, ProcessName } from "./description";
import type { Deployment } from "./settings";

/** Secrets, which must never stand in an emitted file. Each ground stores them in its own way. */
export const secrets = {
  secret: "SECRET",
  "database-url": "DATABASE_URL",
  "smtp-url": "SMTP_URL",
} as const;

export type SecretName = keyof typeof secrets;

export type Value =
  | { readonly kind: "plain"; readonly value: string }
  | { readonly kind: "secret"; readonly secret: SecretName };

/** What only the ground knows. */
export interface Ground {
  /** Where web processes reach Postgres: without credentials, which they derive. */
  readonly database: { readonly url: string; readonly pooler: "none" | "transaction" };
  /** A folder that all instances share, or s3://bucket/prefix. */
  readonly files: string;
  readonly backups: string;
  /** Where OTLP goes, or null where it goes nowhere. */
  readonly telemetry: string | null;
  /** Addresses and networks of the proxies before the web processes. */
  readonly proxies: readonly string[];
  /** The port visitors see, where it is not the scheme's own. */
  readonly publicPort?: number;
  /** How long a load balancer needs to turn away from an instance, in seconds. */
  readonly drainSeconds: number;
  /** Settings that this ground alone needs. */
  readonly extra?: Readonly<Partial<Record<Setting, string>>>;
}

export type Setting = keyof typeof settings;

type Part = ProcessName | JobName;

interface Asked {
  readonly app: App;
  readonly deployment: Deployment;
  readonly ground: Ground;
  readonly part: Part;
}

const plain = (value: string | number): Value => ({ kind: "plain", value: String(value) });

/** The only parts that log in as the database's administrator. */
const ADMINISTERS: readonly Part[] = ["worker", "setup"];

/**
 * Where each setting of `base/env.ts` comes from in a deployment; null leaves its default. A setting that is
 * added there does not compile until it stands here.
 */
const contract: Readonly<Record<Setting, (asked: Asked) => Value | null>> = {
  SECRET: () => ({ kind: "secret", secret: "secret" }),
  DATABASE_URL: ({ part, ground }) =>
    ADMINISTERS.includes(part)
      ? { kind: "secret", secret: "database-url" }
      : plain(ground.database.url),
  DATABASE_SERVERS: () => null,
  DATABASE_PREFIX: () => null,
  DATABASE_GUARD: () => null,
  DATABASE_POOLER: ({ part, ground }) =>
    ADMINISTERS.includes(part) ? null : plain(ground.database.pooler),
  DATABASE_TRACE: () => null,
  // A ground whose pooler can't look up logins by itself gives it to setup as a secret.
  POOLER_PASSWORD: () => null,
  DATABASE_CONNECTIONS: () => null,
  DATABASE_CONNECTIONS_TOTAL: () => null,
  SPARES: () => null,
  WORKER: () => plain("apart"),
  OPERATORS: ({ deployment }) =>
    deployment.operators.length > 0 ? plain(deployment.operators.join(",")) : null,
  BACKUPS: ({ ground }) => plain(ground.backups),
  // A ground that makes stacks says so in its `extra`; the other two are a stack's own.
  STACKS: () => null,
  STACK: () => null,
  SIGN_IN_KEY: () => null,
  PORT: ({ app, part }) => (part === "web" ? plain(app.processes.web.port ?? 3000) : null),
  BASE_DOMAIN: ({ app }) => plain(app.domain),
  PUBLIC_PORT: ({ ground }) => (ground.publicPort === undefined ? null : plain(ground.publicPort)),
  PUBLIC_SCHEME: () => plain("https"),
  TRUSTED_PROXIES: ({ part, ground }) =>
    part === "web" && ground.proxies.length > 0 ? plain(ground.proxies.join(",")) : null,
  FILES: ({ ground }) => plain(ground.files),
  PAGE_CACHE_MB: () => null,
  SMTP_URL: ({ app }) => (isTrial(app) ? null : { kind: "secret", secret: "smtp-url" }),
  MAIL_FROM: ({ deployment }) => (deployment.mailFrom ? plain(deployment.mailFrom) : null),
  DEMO: ({ app }) => (isTrial(app) ? plain(1) : null),
  LOG_LEVEL: () => null,
  INSTANCE: () => null,
  // The image brings it.
  VERSION: () => null,
  OTLP_URL: ({ part, ground }) =>
    ground.telemetry === null || part === "collector" ? null : plain(ground.telemetry),
  OTLP_HEADERS: () => null,
  DRAIN_SECONDS: ({ part, ground }) => (part === "web" ? plain(ground.drainSeconds) : null),
  HEALTH_PORT: ({ app, part }) =>
    part === "worker" && app.processes.worker.port ? plain(app.processes.worker.port) : null,
  COLLECTOR_PORT: ({ app, part }) =>
    part === "collector" && app.processes.collector.port
      ? plain(app.processes.collector.port)
      : null,
  COLLECTOR_ADDRESS: () => null,
  TELEMETRY_FOLDER: ({ part }) => (part === "collector" ? plain("/data/telemetry") : null),
  TELEMETRY_DAYS: ({ part, deployment }) =>
    part === "collector" ? plain(deployment.keepLogsDays) : null,
  TELEMETRY_MB: () => null,
  COLLECTOR_TOKEN: () => null,
  // Where the ground has the files of Postgres's log at hand, it gives them as an extra.
  DATABASE_LOGS: () => null,
};

/** A trial on localhost shows its mail instead of sending it. */
export function isTrial({ domain }: App): boolean {
  return domain === "localhost" || domain.endsWith(".localhost");
}

/** The environment of a process or a job on a ground, in the settings' order; what is left out has its default. */
export function environmentOf(
  app: App,
  deployment: Deployment,
  ground: Ground,
  part: Part,
): ReadonlyMap<string, Value> {
  const given = new Map<string, Value>();
  const asked = { app, deployment, ground, part };
  for (const [name, source] of Object.entries(contract)) {
    const value = source(asked);
    if (value) given.set(name, value);
  }
  for (const [name, value] of Object.entries(ground.extra ?? {})) given.set(name, plain(value));
  return given;
}
