import { createWriteStream } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import { findTenant } from "@/db/platform/queries/tenants";
import { closePools } from "@/db/pools";
import { openScope, type Scope } from "@/db/scope";
import { generateTenants } from "@/db/seed/generator";
import { namesOf, prepareInstallation, prepareTenantDatabase } from "@/db/setup";
import { EMPTY_ITEM, type ItemDraft } from "@/db/tenant/item";
import { insertItem } from "@/db/tenant/queries/items";
import { items } from "@/db/tenant/schema";
import { orderExport } from "@/server/life/exports";
import { SLUGS } from "./ha-app";

/**
 * Started by `ha.ts` with the settings of an installation: `prepare` sets it up with a tenant in the pool and one in
 * a database of its own, `write` adds items to both until its input ends, `read` tells which items there are,
 * `order` orders work of the worker.
 */
const [task, path = ""] = process.argv.slice(2);

/** How many write to each tenant at once, and the milliseconds each of them rests. */
const LANES = 3;
const REST = 20;

if (task === "prepare") await prepare();
if (task === "write") await write(path);
if (task === "read") await say(await readAll());
if (task === "order") await say(await order());
if (task === "state") await say((await platform.read((tx) => findOperation(tx, path)))?.state);
await closePools();
process.exit(0);

/** @returns the names of the logins that PgBouncer must know */
async function prepare(): Promise<void> {
  const { DATABASE_URL: adminUrl, DATABASE_PREFIX: prefix, SECRET: secret } = env();
  const own = `${prefix}_own_1`;
  await prepareInstallation({ adminUrl, prefix, secret });
  await prepareTenantDatabase({ adminUrl, prefix, secret }, own, "own");
  await generateTenants({ tenants: 1, items: 10, prefix: "pooled" });
  await generateTenants({ tenants: 1, items: 10, prefix: "alone", databaseName: own });
  await say([namesOf(prefix).platform, namesOf(prefix).pool, own]);
}

/** One line for each write that was confirmed: the tenant, the item's id and when. */
async function write(file: string): Promise<void> {
  const lines = createWriteStream(file);
  let stopped = false;
  process.stdin.once("end", () => {
    stopped = true;
  });
  process.stdin.resume();
  let failed = 0;
  const lane = async (slug: string, scope: Scope) => {
    while (!stopped) {
      const id = crypto.randomUUID();
      const asked = Date.now();
      try {
        await scope.write((tx) => insertItem(tx, draft(id), id));
        lines.write(`${JSON.stringify({ slug, id, asked, at: Date.now() })}\n`);
      } catch {
        failed++;
      }
      await pause(REST);
    }
  };
  const scopes = await Promise.all(SLUGS.map(async (slug) => [slug, await scopeOf(slug)] as const));
  await Promise.all(
    scopes.flatMap(([slug, scope]) => Array.from({ length: LANES }, () => lane(slug, scope))),
  );
  await new Promise<void>((resolve) => lines.end(resolve));
  await say(failed);
}

async function readAll(): Promise<string[]> {
  const found = await Promise.all(
    SLUGS.map(async (slug) =>
      (await scopeOf(slug)).read((tx) => tx.select({ id: items.id }).from(items)),
    ),
  );
  return found.flat().map(({ id }) => id);
}

/** @returns the number of work that was ordered */
async function order(): Promise<string[]> {
  const ordered: string[] = [];
  for (const slug of SLUGS) {
    const tenant = await platform.read((tx) => findTenant(tx, slug));
    if (!tenant) throw new Error(`There is no ${slug}.`);
    ordered.push(await orderExport({ tenant, by: "command line", reason: "a proof" }));
  }
  return ordered;
}

async function scopeOf(slug: string): Promise<Scope> {
  const tenant = await platform.read((tx) => findTenant(tx, slug));
  if (!tenant) throw new Error(`There is no ${slug}.`);
  return openScope(tenant, { kind: "system", reason: "proof" });
}

function draft(id: string): ItemDraft {
  return { ...EMPTY_ITEM, name: `Written ${id}`, animal: "Elephant", visibility: "private" };
}

/** Resolves when it has left: the process ends after it. */
function say(value: unknown): Promise<void> {
  return new Promise((resolve) => {
    process.stdout.write(`${JSON.stringify(value)}\n`, () => resolve());
  });
}
