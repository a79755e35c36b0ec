import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { describeApp } from "@/packages/deploy/app";
import { type Deployment, WrongSetting } from "@/packages/deploy/settings";
import { BUCKET_SECRETS, environmentIn, PARTS } from "./ground";
import { secretsFile } from "./service-parts";

const StoredSchema = z.object({
  /** SECRET. */
  secret: z.string().min(32),
  /** Of the administrator, `postgres`. */
  databasePassword: z.string().min(16),
  /** Of PgBouncer's own login. */
  poolerPassword: z.string().min(16),
  /** What was given from outside, by the setting's name. */
  given: z.record(z.string(), z.string()),
});

export type StoredSecrets = z.infer<typeof StoredSchema>;

const FILE = "secrets.json";

/** The secrets of an installation, or null where it has none yet. */
export async function findSecrets(stateFolder: string): Promise<StoredSecrets | null> {
  const text = await readFile(join(stateFolder, FILE), "utf8").catch(() => null);
  return text === null ? null : StoredSchema.parse(JSON.parse(text));
}

/**
 * Makes the secrets of an installation once, takes those that come from outside, and writes for each container the
 * file of those it reads. All of it is readable by this user alone.
 * @param outside the environment in which SMTP_URL and a bucket's keys may stand; what was given once is kept
 * @throws WrongSetting that names what must be given
 */
export async function storeSecrets(
  stateFolder: string,
  deployment: Deployment,
  outside: Readonly<Record<string, string | undefined>> = process.env,
): Promise<StoredSecrets> {
  const found = await findSecrets(stateFolder);
  const given = { ...found?.given };
  for (const name of GIVEN) {
    const value = outside[name];
    if (value) given[name] = plainValue(name, value);
  }
  const stored: StoredSecrets = {
    secret: found?.secret ?? fresh(),
    databasePassword: found?.databasePassword ?? fresh(),
    poolerPassword: found?.poolerPassword ?? fresh(),
    given,
  };
  const files = secretFiles(deployment, stored);
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  await writeOwn(join(stateFolder, FILE), `${JSON.stringify(stored, null, 2)}\n`);
  for (const [name, content] of files) await writeOwn(join(stateFolder, name), content);
  return stored;
}

/** Writes empty files of secrets, because compose reads all of them even to take everything down. */
export async function blankSecrets(stateFolder: string): Promise<void> {
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  for (const part of [...PARTS, "postgres", "pgbouncer"])
    await writeOwn(join(stateFolder, secretsFile(part)), "");
}

/** The files of secrets by name. Postgres's own names are those of its image. */
function secretFiles(deployment: Deployment, stored: StoredSecrets): Map<string, string> {
  const app = describeApp(deployment);
  const { secret, databasePassword, poolerPassword, given } = stored;
  const values: Readonly<Record<string, string | undefined>> = {
    SECRET: secret,
    DATABASE_URL: `postgres://postgres:${databasePassword}@postgres:5432/postgres`,
    ...given,
  };
  const files = new Map<string, string>();
  const add = (part: string, lines: readonly (readonly [string, string])[]) =>
    files.set(secretsFile(part), lines.map(([name, value]) => `${name}=${value}\n`).join(""));
  add("postgres", [
    ["POSTGRES_PASSWORD", databasePassword],
    ["POOLER_PASSWORD", poolerPassword],
  ]);
  add("pgbouncer", [["POOLER_PASSWORD", poolerPassword]]);
  for (const part of PARTS) {
    const { secret: names } = environmentIn(app, deployment, part);
    add(
      part,
      names.map((name) => [name, values[name] ?? refuse(name)]),
    );
  }
  return files;
}

function refuse(name: string): never {
  throw new WrongSetting(
    `${name} is missing: give it once in the environment, such as ${name}=… npm run deploy -- up --target compose. It is kept for the next time.`,
  );
}

const GIVEN: readonly string[] = ["SMTP_URL", ...BUCKET_SECRETS];

/** Characters that compose would interpret: quotes, variables, comments, line ends. */
const NOT_PLAIN = /['"$#\\\s]/;

function plainValue(name: string, value: string): string {
  const plain = URL.canParse(value)
    ? new URL(value).href.replaceAll("'", "%27").replaceAll("$", "%24")
    : value;
  if (NOT_PLAIN.test(plain))
    throw new WrongSetting(`${name} has characters that must be written as %XX in an address.`);
  return plain;
}

function fresh(): string {
  return randomBytes(32).toString("base64url");
}

async function writeOwn(file: string, content: string): Promise<void> {
  await writeFile(file, content, { mode: 0o600 });
  await chmod(file, 0o600);
}
