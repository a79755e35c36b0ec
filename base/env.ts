import { createHmac, hkdfSync } from "node:crypto";
import { hostname } from "node:os";
import { z } from "zod";
import { isAddressOrNetwork } from "./proxies.ts";

const isPostgresUrl = (text: string) => /^postgres(ql)?:\/\/[^/]/.test(text) && URL.canParse(text);

const commaList = z
  .string()
  .default("")
  .transform((list) =>
    list
      .split(",")
      .map((entry) => entry.trim())
      .filter(Boolean),
  );

const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error);
};

/**
 * Every setting of Swingtag, once: its type, its default and the sentence that explains it.
 * A default stands here only where it is safe in production. `.env.example` is printed from this.
 */
export const settings = {
  SECRET: {
    schema: z.string().min(32, "needs at least 32 characters"),
    says: "One secret of at least 32 characters; keys for sessions, hand-overs and database roles derive from it. The demo makes its own. Required.",
  },
  DATABASE_URL: {
    schema: z.url({ protocol: /^postgres(ql)?$/, error: "must look like postgres://host:5432" }),
    says: "The Postgres server. Setup needs its administrator in the URL; the running app logs in with roles of its own and ignores that part. The demo and the tests start a Postgres of their own where none is given. Required.",
  },
  DATABASE_SERVERS: {
    schema: commaList.refine(
      (list) => list.every(isPostgresUrl),
      "takes postgres:// addresses, comma-separated",
    ),
    says: "Further Postgres servers that may hold tenants, comma-separated, each with its administrator in the URL. Only the worker and the command line log in as that.",
  },
  DATABASE_PREFIX: {
    schema: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,39}$/, "takes a-z, 0-9 and _")
      .default("swingtag"),
    says: "What the names of databases and login roles start with, so that two installations can share a server.",
  },
  DATABASE_GUARD: {
    schema: z.enum(["full", "managed"]).default("full"),
    says: "`managed` where the administrator of the Postgres server is no superuser, as on RDS: what can't be revoked there is walled off another way. `full` refuses such a server. See docs/decisions/roles.md.",
  },
  DATABASE_POOLER: {
    schema: z.enum(["none", "transaction"]).default("none"),
    says: "`transaction` when DATABASE_URL points at a pooler in transaction mode such as PgBouncer: prepared statements are then not used.",
  },
  DATABASE_TRACE: {
    schema: z.enum(["on", "off"]).optional(),
    says: "Whether transactions tell Postgres their trace, in a comment and in application_name, so that its own log lines are found with the app's: `on` where OTLP_URL is given, else `off`.",
  },
  POOLER_PASSWORD: {
    schema: z
      .string()
      .regex(/^[A-Za-z0-9]{16,}$/, "takes at least 16 letters and digits")
      .optional(),
    says: "The password of the login `pooler`, as which PgBouncer asks who may enter. Only setup reads it, and then keeps the list that PgBouncer asks: for servers such as RDS, whose administrator may not read Postgres's own. See docs/decisions/aws.md.",
  },
  DATABASE_CONNECTIONS: {
    schema: wholeNumber(2, 200).default(10),
    says: "Connections this process may hold to one database.",
  },
  DATABASE_CONNECTIONS_TOTAL: {
    schema: wholeNumber(4, 5000).default(60),
    says: "Connections this process may hold to all databases together. The least recently used are closed first.",
  },
  SPARES: {
    schema: wholeNumber(0, 100).default(2),
    says: "How many own databases stand ready before anyone asks for one.",
  },
  WORKER: {
    schema: z.enum(["apart", "inside"]).default("apart"),
    says: "`inside` runs the jobs in the web process, as the demo does; `apart` leaves them to `npm run worker`, which alone needs an administrator in DATABASE_URL.",
  },
  OPERATORS: {
    schema: commaList.transform((list) => list.map((entry) => entry.toLowerCase())),
    says: "E-mail addresses of the people who may sign in on operator.BASE_DOMAIN, comma-separated. The demo lets operator@swingtag.example in.",
  },
  BACKUPS: {
    schema: z.string().min(1).default(".data/backups"),
    says: "Where backups go: a folder, or s3://bucket/prefix with the credentials where AWS tools look for them.",
  },
  STACKS: {
    schema: z
      .string()
      .refine((text) => text === "none" || text === "processes" || URL.canParse(text), {
        error: "takes none, processes or an address such as compose:///var/run/docker.sock",
      })
      .default("none"),
    says: "What makes stacks for sites that shall have one of their own: `none`; `processes` of this machine, for development; or a ground's address such as compose:///var/run/docker.sock?network=swingtag, kubernetes:// or cloudformation://eu-central-1?template=… with image=NAME:TAG among its parameters. Only the worker and the command line read it.",
  },
  STACK: {
    schema: z
      .string()
      .regex(/^s\d{8}$/, "takes s and eight digits")
      .optional(),
    says: "The name of the stack that this process belongs to. The platform sets it: the process then answers only what the platform passes on, and serves one site.",
  },
  SIGN_IN_KEY: {
    schema: z.string().min(32, "needs at least 32 characters").optional(),
    says: "The key of sign-in links of a stack's one site. The platform sets it, so that links from before a move still count.",
  },
  PORT: {
    schema: wholeNumber(1, 65535).default(3000),
    says: "The port the app listens on.",
  },
  BASE_DOMAIN: {
    schema: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, "takes a host name such as beanie.ty, without port")
      .default("localhost"),
    says: "The apex. The marketing site answers on it, every site on NAME.BASE_DOMAIN.",
  },
  PUBLIC_PORT: {
    schema: wholeNumber(1, 65535).optional(),
    says: "The port that visitors see in addresses. PORT where the scheme is http, none where it is https.",
  },
  PUBLIC_SCHEME: {
    schema: z.enum(["http", "https"]).optional(),
    says: "Which of http and https visitors see: http on localhost, https elsewhere.",
  },
  TRUSTED_PROXIES: {
    schema: commaList.refine(
      (list) => list.every(isAddressOrNetwork),
      "takes addresses and networks such as 10.0.0.7, 10.0.0.0/8 and fd00::/8, comma-separated",
    ),
    says: "Addresses and networks of reverse proxies, such as 10.0.0.0/8, comma-separated. Only from these do x-forwarded-host, -for and -proto count.",
  },
  FILES: {
    schema: z.string().min(1).default(".data/files"),
    says: "Where uploaded photos are kept: a folder that all instances share, or s3://bucket/prefix with the credentials, and for a store that is not Amazon's the AWS_ENDPOINT_URL, where AWS tools look for them.",
  },
  PAGE_CACHE_MB: {
    schema: wholeNumber(0, 4096).default(64),
    says: "How much memory public pages may take, in megabytes. 0 renders each one anew.",
  },
  SMTP_URL: {
    schema: z
      .url({ protocol: /^smtps?$/, error: "must look like smtp://user:password@host:587" })
      .optional(),
    says: "The mail server that sends sign-in links. Required outside the demo.",
  },
  MAIL_FROM: {
    schema: z.string().min(3).optional(),
    says: "The sender of all mail. `Swingtag <no-reply@BASE_DOMAIN>` where none is given.",
  },
  DEMO: {
    schema: z
      .enum(["0", "1"])
      .default("0")
      .transform((value) => value === "1"),
    says: "1 shows the mail that would have been sent instead of sending it. Only on localhost.",
  },
  LOG_LEVEL: {
    schema: z.enum(["fatal", "error", "warn", "info", "debug"]).default("info"),
    says: "The least severe line that is written.",
  },
  INSTANCE: {
    schema: z.string().min(1).max(100).optional(),
    says: "The name of this process in the logs. The host's name and the process id where none is given.",
  },
  VERSION: {
    schema: z.string().min(1).max(100).default("unbuilt"),
    says: "Which version this is, in logs and on the status page. The image sets it.",
  },
  OTLP_URL: {
    schema: z
      .url({ protocol: /^https?$/, error: "must look like http://collector:4318" })
      .optional(),
    says: "Where logs, traces and metrics are pushed, by OTLP over HTTP in JSON; /v1/logs and so on are added. Without it they are not: lines go to stdout alone.",
  },
  OTLP_HEADERS: {
    schema: commaList.refine(
      (list) => list.every((entry) => /^[a-z0-9-]+=./i.test(entry)),
      "takes name=value, comma-separated",
    ),
    says: "Headers that the receiver at OTLP_URL wants, such as authorization=Bearer …, comma-separated.",
  },
  DRAIN_SECONDS: {
    schema: wholeNumber(0, 300).default(0),
    says: "For how long after SIGTERM requests are still taken while /readyz says no, so that a load balancer can turn away first.",
  },
  HEALTH_PORT: {
    schema: wholeNumber(1, 65535).optional(),
    says: "The port on which a worker answers /healthz and /readyz. It answers nowhere without it.",
  },
  COLLECTOR_PORT: {
    schema: wholeNumber(1, 65535).default(4318),
    says: "The port the collector listens on.",
  },
  COLLECTOR_ADDRESS: {
    schema: z.union([z.ipv4(), z.ipv6()], "takes an address such as 127.0.0.1").default("0.0.0.0"),
    says: "The address the collector listens on. The demo lets this machine alone in.",
  },
  TELEMETRY_FOLDER: {
    schema: z.string().min(1).default(".data/telemetry"),
    says: "Where the collector keeps what is pushed to it.",
  },
  TELEMETRY_DAYS: {
    schema: wholeNumber(1, 3650).default(30),
    says: "For how many days the collector keeps it.",
  },
  TELEMETRY_MB: {
    schema: wholeNumber(16, 1_000_000).default(2048),
    says: "How much the collector keeps at most, in megabytes. The oldest goes first.",
  },
  COLLECTOR_TOKEN: {
    schema: z.string().min(16, "needs at least 16 characters").optional(),
    says: "What people and programs must show to read what the collector keeps. Without it they are let in from inside the network alone, never through a proxy.",
  },
  DATABASE_LOGS: {
    schema: z.string().min(1).optional(),
    says: "The folder of Postgres's own log, which the collector then keeps as well: JSON (log_destination=jsonlog), or text with log_line_prefix='%m [%p] %q%d|%a| '.",
  },
} as const;

const EnvSchema = z.object({
  SECRET: settings.SECRET.schema,
  DATABASE_URL: settings.DATABASE_URL.schema,
  DATABASE_SERVERS: settings.DATABASE_SERVERS.schema,
  DATABASE_PREFIX: settings.DATABASE_PREFIX.schema,
  DATABASE_GUARD: settings.DATABASE_GUARD.schema,
  DATABASE_POOLER: settings.DATABASE_POOLER.schema,
  DATABASE_TRACE: settings.DATABASE_TRACE.schema,
  POOLER_PASSWORD: settings.POOLER_PASSWORD.schema,
  DATABASE_CONNECTIONS: settings.DATABASE_CONNECTIONS.schema,
  DATABASE_CONNECTIONS_TOTAL: settings.DATABASE_CONNECTIONS_TOTAL.schema,
  SPARES: settings.SPARES.schema,
  WORKER: settings.WORKER.schema,
  OPERATORS: settings.OPERATORS.schema,
  BACKUPS: settings.BACKUPS.schema,
  STACKS: settings.STACKS.schema,
  STACK: settings.STACK.schema,
  SIGN_IN_KEY: settings.SIGN_IN_KEY.schema,
  PORT: settings.PORT.schema,
  BASE_DOMAIN: settings.BASE_DOMAIN.schema,
  PUBLIC_PORT: settings.PUBLIC_PORT.schema,
  PUBLIC_SCHEME: settings.PUBLIC_SCHEME.schema,
  TRUSTED_PROXIES: settings.TRUSTED_PROXIES.schema,
  FILES: settings.FILES.schema,
  PAGE_CACHE_MB: settings.PAGE_CACHE_MB.schema,
  SMTP_URL: settings.SMTP_URL.schema,
  MAIL_FROM: settings.MAIL_FROM.schema,
  DEMO: settings.DEMO.schema,
  LOG_LEVEL: settings.LOG_LEVEL.schema,
  INSTANCE: settings.INSTANCE.schema,
  VERSION: settings.VERSION.schema,
  OTLP_URL: settings.OTLP_URL.schema,
  OTLP_HEADERS: settings.OTLP_HEADERS.schema,
  DRAIN_SECONDS: settings.DRAIN_SECONDS.schema,
  HEALTH_PORT: settings.HEALTH_PORT.schema,
  COLLECTOR_PORT: settings.COLLECTOR_PORT.schema,
  COLLECTOR_ADDRESS: settings.COLLECTOR_ADDRESS.schema,
  TELEMETRY_FOLDER: settings.TELEMETRY_FOLDER.schema,
  TELEMETRY_DAYS: settings.TELEMETRY_DAYS.schema,
  TELEMETRY_MB: settings.TELEMETRY_MB.schema,
  COLLECTOR_TOKEN: settings.COLLECTOR_TOKEN.schema,
  DATABASE_LOGS: settings.DATABASE_LOGS.schema,
}) satisfies z.ZodType;

export type Env = z.infer<typeof EnvSchema> & {
  readonly scheme: "http" | "https";
  readonly instance: string;
  readonly mailFrom: string;
};

/**
 * Parses the settings.
 * @throws Error with one line for each setting that is missing or wrong: its name and what to do.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = EnvSchema.safeParse(given);
  if (!parsed.success)
    throw new Error(parsed.error.issues.map((issue) => sentence(issue, given)).join("\n"));
  const env = parsed.data;
  const local = env.BASE_DOMAIN === "localhost" || env.BASE_DOMAIN.endsWith(".localhost");
  if (env.DEMO && !local)
    throw new Error(
      "DEMO=1 shows mail to anyone; it works on localhost only. Remove DEMO or set BASE_DOMAIN=localhost.",
    );
  if (!env.DEMO && !env.SMTP_URL)
    throw new Error("SMTP_URL is missing: set it to the mail server that sends sign-in links.");
  return {
    ...env,
    OPERATORS: env.OPERATORS.length > 0 || !env.DEMO ? env.OPERATORS : [DEMO_OPERATOR],
    scheme: env.PUBLIC_SCHEME ?? (local ? "http" : "https"),
    instance: env.INSTANCE ?? `${hostname()}-${process.pid}`,
    mailFrom: env.MAIL_FROM ?? `Swingtag <no-reply@${env.BASE_DOMAIN}>`,
  };
}

/** Who may operate a demo. */
const DEMO_OPERATOR = "operator@swingtag.example";

let parsed: Env | undefined;

/** The settings of this process, parsed once. */
export function env(): Env {
  parsed ??= readEnv();
  return parsed;
}

/**
 * The address of a host of this installation as visitors type it.
 * @param site a tenant's name, or null for the marketing site
 */
export function addressOf(site: string | null, path = "/"): string {
  const { scheme, BASE_DOMAIN, PORT, PUBLIC_PORT } = env();
  const port = PUBLIC_PORT ?? (scheme === "http" ? PORT : 443);
  const standard = scheme === "http" ? 80 : 443;
  const host = site ? `${site}.${BASE_DOMAIN}` : BASE_DOMAIN;
  return `${scheme}://${host}${port === standard ? "" : `:${port}`}${path}`;
}

/** A 32-byte key for one purpose, derived from SECRET by HKDF-SHA-256 (RFC 5869). */
export function keyFor(purpose: string, secret = env().SECRET): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "swingtag", purpose, 32));
}

/**
 * The password of a database login role: derived, so that it is stored nowhere.
 * @param generation goes up by one with each rotation
 */
export function rolePassword(role: string, secret = env().SECRET, generation = 0): string {
  const subject = generation === 0 ? role : `${role} ${generation}`;
  return createHmac("sha256", keyFor("database-role", secret)).update(subject).digest("base64url");
}

function sentence(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  if (given[name] !== undefined) return `${name} ${issue.message}.`;
  return `${name} is missing. ${Object.entries(settings).find(([key]) => key === name)?.[1].says ?? ""}`;
}
