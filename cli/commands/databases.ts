import { type Command, Option } from "commander";
import { env } from "@/base/env";
import { platform } from "@/db/platform/door";
import {
  changeDatabase,
  type Database,
  findDatabase,
  listAllDatabases,
} from "@/db/platform/queries/databases";
import { rotatePassword } from "@/db/rotate";
import { listServers } from "@/db/servers";
import { enterDatabase, makeDatabase } from "@/jobs/databases";
import { orderMove } from "@/server/life/move";
import { barOn } from "../bar";
import { type Answer, BY, type Context, REASON, siteOf } from "../context";
import { missing, usage } from "../exits";
import { follow } from "../operation";
import { bytesInWords, dayOf, table } from "../table";
import { ordered } from "./operations";

/** `move` and `databases` with what can be done to them. */
export function addDatabases(program: Command, context: Context): void {
  program
    .command("move")
    .description("move a site to another database while it serves")
    .argument("<site>")
    .addOption(
      new Option(
        "--to <place>",
        "the pool with the most room, a database of its own, or a stack of its own",
      ).choices(["pool", "own", "stack"]),
    )
    .option("--database <name>", "this very database: a pool or a spare")
    .option("--server <host:port>", "on this server; empty for the platform's own")
    .requiredOption(...REASON)
    .option("--no-wait", "order it and don't wait")
    .addHelpText(
      "after",
      '\nExamples:\n  npm run tenants -- move artmatt --to own --reason "asked for it"\n  npm run tenants -- move artmatt --to stack --reason "ordered by mail"\n  npm run tenants -- move artmatt --database swingtag_pool_2 --reason "evens out the pools"\n',
    )
    .action(context.action((site: string, options: MoveOptions) => move(context, site, options)));
  const databases = program
    .command("databases")
    .description("the databases that hold sites, or wait for one")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run tenants -- databases\n  npm run tenants -- databases add --server 10.0.0.5:5432\n  npm run tenants -- databases rotate swingtag_pool_1\n",
    );
  databases
    .command("list", { isDefault: true })
    .description("all of them")
    .action(context.action(list));
  databases
    .command("add")
    .description("make one more pool; new sites go to the emptiest")
    .option("--server <host:port>", "one of DATABASE_SERVERS; the platform's own where not given")
    .action(context.action((options: { server?: string }) => add(options.server ?? "")));
  databases
    .command("rotate")
    .description("give a database's login a new password; nobody notices")
    .argument("[name]", "the database")
    .option("--all", "every database, one after the other")
    .action(
      context.action((name: string | undefined, options: { all?: boolean }) =>
        rotate(context, name, options.all === true),
      ),
    );
}

interface MoveOptions {
  readonly to?: "pool" | "own" | "stack";
  readonly database?: string;
  readonly server?: string;
  readonly reason: string;
  readonly wait: boolean;
}

async function move({ terminal }: Context, site: string, options: MoveOptions): Promise<Answer> {
  const { to, database, server, reason } = options;
  if ((to === undefined) === (database === undefined))
    throw usage(
      "Say where the site shall live: either --to pool, --to own, --to stack, or --database NAME.",
    );
  const tenant = await siteOf(site);
  const place = database ? { database } : (to ?? "pool");
  const id = await orderMove({ tenant, to: place, server, by: BY, reason });
  if (!options.wait) return ordered(id, `The move of ${tenant.slug}`);
  await follow(id, terminal);
  const moved = await siteOf(tenant.id);
  const { name } = moved.database;
  return {
    data: {
      operation: id,
      name: moved.slug,
      placement: moved.placement,
      database: name,
      stack: moved.stack?.name ?? null,
    },
    text: `${moved.slug} lives in ${moved.stack ? `the stack ${moved.stack.name}` : name} now. The copy in ${tenant.database.name} is kept for a day.\n`,
  };
}

async function list(): Promise<Answer> {
  const all = await platform.read(listAllDatabases);
  const rows = all.map((one) => [
    one.name,
    one.kind,
    one.state,
    one.server || "the platform's",
    String(one.tenants),
    bytesInWords(one.bytes),
    one.schemaVersion,
    dayOf(one.createdAt),
  ]);
  const heading = ["database", "kind", "state", "server", "sites", "size", "schema", "since"];
  return { data: all, text: table(heading, rows) };
}

async function add(server: string): Promise<Answer> {
  if (!listServers().includes(server))
    throw missing(
      `There is no server ${server}. Add its postgres:// address to DATABASE_SERVERS first.`,
    );
  const pools = (await platform.read(listAllDatabases)).filter(({ kind }) => kind === "pool");
  // One that a killed command left half made is made whole.
  const begun = pools.find((pool) => pool.state === "preparing" && pool.server === server);
  const database = begun ?? (await enterDatabase("pool", server, nextName(pools)));
  await makeDatabase(database);
  await platform.write((tx) => changeDatabase(tx, database.id, { state: "ready" }));
  return {
    data: await platform.read((tx) => findDatabase(tx, database.name)),
    text: `${database.name} is there, and the next sites of the pool go into it.\n`,
  };
}

function nextName(pools: readonly Database[]): string {
  const numbers = pools.map(({ name }) => Number(/_pool_(\d+)$/.exec(name)?.[1] ?? 0));
  return `${env().DATABASE_PREFIX}_pool_${Math.max(0, ...numbers) + 1}`;
}

async function rotate(
  { terminal }: Context,
  name: string | undefined,
  everyOne: boolean,
): Promise<Answer> {
  if ((name === undefined) === !everyOne)
    throw usage("Name one database, or say --all for every one of them.");
  const all = (await platform.read(listAllDatabases)).filter(({ state }) => state !== "preparing");
  const chosen = everyOne ? all : all.filter((database) => database.name === name);
  if (chosen.length === 0)
    throw missing(`There is no database ${name}. See all with: npm run tenants -- databases`);
  const bar = barOn(terminal);
  for (const [at, database] of chosen.entries()) {
    if (everyOne) bar.show({ words: "Rotating passwords", done: at, total: chosen.length });
    await rotatePassword(database);
  }
  bar.end();
  const after = await platform.read(listAllDatabases);
  const told = after.filter(({ id }) => chosen.some((database) => database.id === id));
  return { data: told.map(generationOf), text: told.map(rotated).join("") };
}

function generationOf({ name, generation }: Database) {
  return { name, generation };
}

function rotated({ name, generation }: Database): string {
  return `${name} has the password of generation ${generation}.\n`;
}
