import { type Command, Option } from "commander";
import { platform } from "@/db/platform/door";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { PLACEMENTS } from "@/db/platform/states";
import { type Answer, type Context, REASON } from "../context";
import { bytesInWords, dayOf, table } from "../table";
import { add } from "./database-add";
import { rotate } from "./database-rotate";
import { type MoveOptions, move } from "./move";

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
      ).choices(PLACEMENTS),
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
