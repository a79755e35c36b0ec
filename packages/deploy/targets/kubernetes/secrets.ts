import { randomBytes } from "node:crypto";
import { z } from "zod";
import { isTrial } from "@/packages/deploy/environment";
import { WrongSetting } from "@/packages/deploy/settings";
import { NAMESPACE } from "./document";
import {
  BUCKET_SECRETS,
  bringsDatabase,
  bucketOf,
  OWN_SECRETS,
  type Placed,
  SECRETS,
} from "./ground";
import { find, type Kubectl, must } from "./kubectl";

const HeldSchema = z.object({ data: z.record(z.string(), z.string()).default({}) });

type Given = Readonly<Record<string, string | undefined>>;

/**
 * What must come from a person, because no program can know it, and stands neither in the environment nor in the
 * cluster: one sentence for each.
 */
export async function lackingSecrets(
  run: Kubectl,
  placed: Placed,
  given: Given,
): Promise<string[]> {
  const held = await heldKeys(run, SECRETS);
  const lacking: string[] = [];
  const demand = (variable: string, key: string, says: string) => {
    if (!given[variable] && !held.has(key))
      lacking.push(
        `${variable} is missing: ${says}. Give it once, in the environment of this command.`,
      );
  };
  if (!isTrial(placed.app))
    demand(
      "SMTP_URL",
      "smtp-url",
      "the mail server that sends sign-in links, such as smtp://user:password@host:587",
    );
  if (!bringsDatabase(placed.deployment))
    demand(
      "DATABASE_URL",
      "database-url",
      `size=${placed.deployment.size} uses a Postgres outside of the cluster; give its administrator's address`,
    );
  return lacking;
}

/**
 * Makes the Secrets once, and adds what a later version needs. What is held is never made anew: SECRET is what every
 * database login and session derives from.
 * @returns whether something that is held was replaced by what the environment gives
 */
export async function storeSecrets(run: Kubectl, placed: Placed, given: Given): Promise<boolean> {
  const held = await heldKeys(run, SECRETS);
  const made = { ...generated(placed, held), ...fromPerson(placed, given) };
  const replaced = Object.keys(made).some((key) => held.has(key));
  await addToSecret(run, SECRETS, made);
  const { BUCKET_ACCESS_KEY_ID, BUCKET_SECRET_ACCESS_KEY } = given;
  if (bucketOf(placed.deployment) === null || !BUCKET_ACCESS_KEY_ID) return replaced;
  if (!BUCKET_SECRET_ACCESS_KEY)
    throw new WrongSetting(
      "BUCKET_SECRET_ACCESS_KEY is missing: it belongs to BUCKET_ACCESS_KEY_ID.",
    );
  const bucket = {
    AWS_ACCESS_KEY_ID: BUCKET_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY: BUCKET_SECRET_ACCESS_KEY,
  };
  await addToSecret(run, BUCKET_SECRETS, bucket);
  return replaced;
}

function generated({ deployment }: Placed, held: ReadonlySet<string>): Record<string, string> {
  const made: Record<string, string> = {};
  if (!held.has("secret")) made.secret = random();
  if (!bringsDatabase(deployment)) return made;
  if (!held.has(OWN_SECRETS.pooler)) made[OWN_SECRETS.pooler] = random();
  if (!held.has(OWN_SECRETS.postgres)) {
    const password = random();
    made[OWN_SECRETS.postgres] = password;
    made["database-url"] = `postgres://postgres:${password}@postgres:5432/postgres`;
  }
  return made;
}

function fromPerson({ app, deployment }: Placed, given: Given): Record<string, string> {
  const made: Record<string, string> = {};
  if (given.SMTP_URL && !isTrial(app)) made["smtp-url"] = given.SMTP_URL;
  if (given.DATABASE_URL && !bringsDatabase(deployment)) {
    const address = new URL(given.DATABASE_URL);
    if (!address.username || (address.port !== "" && address.port !== "5432"))
      throw new WrongSetting(
        "DATABASE_URL must look like postgres://administrator:password@host:5432/postgres; the network policies open port 5432 alone.",
      );
    made["database-url"] = given.DATABASE_URL;
    address.username = "";
    address.password = "";
    made[OWN_SECRETS.address] = address.href;
  }
  return made;
}

function random(): string {
  return randomBytes(32).toString("hex");
}

async function heldIn(run: Kubectl, name: string): Promise<Readonly<Record<string, string>>> {
  const held = await find(run, HeldSchema, ["secret", name, "--namespace", NAMESPACE]);
  return held?.data ?? {};
}

async function heldKeys(run: Kubectl, name: string): Promise<Set<string>> {
  return new Set(Object.keys(await heldIn(run, name)));
}

/** Adds values to what a Secret holds. They go through a pipe: a command line is seen by the whole machine. */
async function addToSecret(
  run: Kubectl,
  name: string,
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const added = Object.entries(values).map(([key, value]) => [
    key,
    Buffer.from(value).toString("base64"),
  ]);
  if (added.length === 0) return;
  const held = await heldIn(run, name);
  const secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name, labels: { "app.kubernetes.io/name": "swingtag" } },
    data: { ...held, ...Object.fromEntries(added) },
  };
  const verb = Object.keys(held).length > 0 ? "replace" : "create";
  await must(run, [verb, "--namespace", NAMESPACE, "--filename", "-"], JSON.stringify(secret));
}
