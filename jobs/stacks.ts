import { randomInt } from "node:crypto";
import { env } from "@/base/env";
import { Refusal } from "@/base/refusal";
import { databasePasswordOf, secretOfStack, signInKeyOf, stackOn } from "@/base/stack";
import { type PlatformWriteTx, platform } from "@/db/platform/door";
import { listAllDatabases, removeDatabase } from "@/db/platform/queries/databases";
import {
  addStack,
  changeStack,
  findStack,
  placeStack,
  removeStack,
  type Stack,
} from "@/db/platform/queries/stacks";
import { adminOf } from "@/db/servers";
import { groundOf, imageOf, openDriver, type StackDriver } from "./stack-driver";

/** How the making of a stack is watched and ended. */
export interface Watching {
  /** Told what is being waited for, in words a person reads. */
  readonly progress: (words: string) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Enters a stack that is still to be made, in the transaction of what makes it, so that it can't be forgotten.
 * @returns its name
 * @throws Refusal when no ground makes stacks here
 */
export async function enterStack(tx: PlatformWriteTx, tenantId: string): Promise<string> {
  const ground = groundOf(env().STACKS);
  if (ground === null)
    throw new Refusal("No ground makes stacks here. Set STACKS to one, then order the move again.");
  for (;;) {
    const name = `s${String(randomInt(100_000_000)).padStart(8, "0")}`;
    if (await addStack(tx, { name, tenantId, ground })) return name;
  }
}

/**
 * Makes, completes or upgrades the stack of a row, and notes its addresses. Idempotent.
 * @throws Error when it is being removed, or from the ground
 */
export async function ensureStack(name: string, { progress, signal }: Watching): Promise<void> {
  await holdingStack(name, async () => {
    const stack = await platform.read((tx) => findStack(tx, name));
    if (!stack || stack.state === "retiring")
      throw new Error(`The stack ${name} is being removed and is not made again.`);
    const { STACKS, VERSION } = env();
    const driver = await driverOf(stack);
    const order = {
      name,
      image: imageOf(STACKS, VERSION),
      databasePassword: databasePasswordOf(name),
      settings: settingsOf(stack),
    };
    const at = await driver.ensure(order, progress, signal);
    await platform.write(async (tx) => {
      await placeStack(tx, name, { ...at, image: order.image });
      await changeStack(tx, name, { state: "ready" });
    });
  });
}

/**
 * Removes a stack with all it holds, and then its rows. Idempotent.
 * @throws Error when a tenant lives in it, or from the ground
 */
export async function dropStack(name: string, { progress, signal }: Watching): Promise<void> {
  await holdingStack(name, async () => {
    const [stack, databases] = await platform.write(async (tx) => {
      const inside = (await listAllDatabases(tx)).filter(({ server }) => stackOn(server) === name);
      if (inside.some(({ tenants }) => tenants > 0))
        throw new Error(`The stack ${name} is in use and is not removed.`);
      // From this commit on nobody makes it again.
      await changeStack(tx, name, { state: "retiring" });
      return [await findStack(tx, name), inside] as const;
    });
    if (stack) await (await driverOf(stack)).remove(name, progress, signal);
    await platform.write(async (tx) => {
      for (const { id } of databases) await removeDatabase(tx, id);
      await removeStack(tx, name);
    });
  });
}

/** The driver of the ground that a stack stands on. */
function driverOf({ name, ground }: Stack): Promise<StackDriver> {
  const { STACKS } = env();
  if (groundOf(STACKS) !== ground)
    throw new Error(`The stack ${name} stands on ${ground}, and STACKS says ${STACKS}.`);
  return openDriver(STACKS);
}

/** The settings of a stack's processes. Addresses that people see are the platform's. */
function settingsOf({ name, tenantId }: Stack): Record<string, string> {
  const { BASE_DOMAIN, DATABASE_PREFIX, DEMO, PORT, PUBLIC_PORT, scheme, ...rest } = env();
  const port = PUBLIC_PORT ?? (scheme === "http" ? PORT : undefined);
  const { DATABASE_GUARD, SMTP_URL, OTLP_URL, OTLP_HEADERS, LOG_LEVEL, mailFrom } = rest;
  return {
    SECRET: secretOfStack(name),
    STACK: name,
    SIGN_IN_KEY: signInKeyOf(tenantId),
    DATABASE_PREFIX,
    DATABASE_GUARD,
    BASE_DOMAIN,
    PUBLIC_SCHEME: scheme,
    ...(port !== undefined && { PUBLIC_PORT: String(port) }),
    MAIL_FROM: mailFrom,
    ...(SMTP_URL && { SMTP_URL }),
    ...(DEMO && { DEMO: "1" }),
    LOG_LEVEL,
    ...(OTLP_URL && { OTLP_URL }),
    ...(OTLP_HEADERS.length > 0 && { OTLP_HEADERS: OTLP_HEADERS.join(",") }),
    SPARES: "0",
    WORKER: "apart",
  };
}

/** Runs `work` under a lock on this stack's name, so that only one process makes or removes it. */
async function holdingStack(name: string, work: () => Promise<void>): Promise<void> {
  const admin = adminOf({ server: "", name: `${env().DATABASE_PREFIX}_platform` });
  try {
    await admin`select pg_advisory_lock(hashtextextended(${`stack ${name}`}, 0))`;
    await work();
  } finally {
    await admin.end({ timeout: 1 });
  }
}
