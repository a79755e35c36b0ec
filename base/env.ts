import { createHmac, hkdfSync } from "node:crypto";
import { hostname } from "node:os";
import { z } from "zod";
import { settings } from "./settings.ts";

type Schemas = { [Name in keyof typeof settings]: (typeof settings)[Name]["schema"] };

const EnvSchema = z.object(
  Object.fromEntries(
    Object.entries(settings).map(([name, { schema }]) => [name, schema]),
  ) as Schemas,
);

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
  if (env.WORKER === "inside" && env.STACKS !== "none")
    throw new Error(
      "STACKS needs a worker of its own. Set WORKER=apart and run it beside: npm run worker.",
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

/** The operator of a demo. */
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
