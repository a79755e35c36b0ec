import { resolve } from "node:path";
import type { Command } from "commander";
import { addressOf } from "@/base/env";
import type { RetainedArchive } from "@/server/life/archives";
import { listBackups, orderBackup, orderBackups } from "@/server/life/backups";
import { orderImport, orderReturn } from "@/server/life/import";
import { orderRestore, orderRestores } from "@/server/life/restores";
import { type Answer, BY, type Context, confirm, REASON, siteOf, YES } from "../context";
import { EXIT, missing, usage } from "../exits";
import { follow, followAll } from "../operation";
import { bytesInWords, dayOf, table } from "../table";
import { callersFolder, exists, exportSite } from "./export";
import { ordered } from "./operations";

/** `export`, `import`, `backup`, `backups` and `restore`. */
export function addArchives(program: Command, context: Context): void {
  program
    .command("export")
    .description("pack everything a site has into one zip")
    .argument("<site>")
    .option("--to <file>", "where the zip goes; its own name in this folder where not given")
    .option("--force", "replace the file that is there")
    .addHelpText("after", "\nExample:\n  npm run tenants -- export artmatt --to artmatt.zip\n")
    .action(
      context.action((site: string, options: { to?: string; force?: boolean }) =>
        exportSite(context, site, options),
      ),
    );
  program
    .command("import")
    .description("make a new site of an exported zip, here or from another installation")
    .argument("<file>")
    .option("--name <name>", "what it is called; as it was where not given")
    .option("--email <address>", "somebody who owns it beside the owners in the zip")
    .option("--own", "in a database of its own instead of the pool")
    .option("--no-wait", "order it and don't wait")
    .addHelpText(
      "after",
      "\nExample:\n  npm run tenants -- import artmatt.zip --name artmatt-again\n",
    )
    .action(
      context.action((file: string, options: ImportOptions) => importSite(context, file, options)),
    );
  program
    .command("backup")
    .description("back a site up now, beside the nightly backups")
    .argument("[site]")
    .option("--all", "every site")
    .addHelpText(
      "after",
      "\nExamples:\n  npm run tenants -- backup artmatt\n  npm run tenants -- backup --all\n",
    )
    .action(
      context.action((site: string | undefined, options: { all?: boolean }) =>
        backup(context, site, options.all === true),
      ),
    );
  program
    .command("backups")
    .description("the backups of a site, newest first")
    .argument("<site>", "its name, or the id of one that was removed")
    .action(context.action(listOf));
  program
    .command("restore")
    .description("bring a site back to a backup; what was changed since is lost")
    .argument("[site]", "its name, or with --name the id of one that was removed")
    .option("--backup <name>", "one of `backups <site>`; the newest where not given")
    .option("--all", "every site, each to its newest backup")
    .option("--name <name>", "make a new site of it under this name instead")
    .requiredOption(...REASON)
    .option(...YES)
    .addHelpText(
      "after",
      '\nExamples:\n  npm run tenants -- restore artmatt --reason "deleted his shelf by mistake"\n  npm run tenants -- restore artmatt --name artmatt-yesterday --reason "he wants to compare"\n',
    )
    .action(
      context.action((site: string | undefined, options: RestoreOptions) =>
        restore(context, site, options),
      ),
    );
}

interface ImportOptions {
  readonly name?: string;
  readonly email?: string;
  readonly own?: boolean;
  readonly wait: boolean;
}

async function importSite(
  { terminal }: Context,
  typed: string,
  { name, email, own, wait }: ImportOptions,
): Promise<Answer> {
  const file = resolve(callersFolder(), typed);
  if (!(await exists(file))) throw missing(`There is no file ${file}.`);
  const placement = own ? "own" : "pool";
  const id = await orderImport({ file, name, email, placement, by: BY });
  if (!wait) return ordered(id, "The import");
  return imported(id, terminal);
}

async function imported(id: string, terminal: Context["terminal"]): Promise<Answer> {
  const { slug, tenantId } = await follow(id, terminal);
  return {
    data: { operation: id, id: tenantId, name: slug, address: addressOf(slug) },
    text: `${addressOf(slug)} is there.\n`,
  };
}

async function backup(context: Context, word: string | undefined, all: boolean): Promise<Answer> {
  if ((word === undefined) === !all) throw usage("Name one site, or say --all for every site.");
  const ids = all
    ? await orderBackups({ by: BY })
    : [await orderBackup({ tenant: await siteOf(word ?? ""), by: BY })];
  return several(ids, "Backing up", "backed up", context);
}

async function listOf(word: string): Promise<Answer> {
  const id = /^[0-9a-f-]{36}$/.test(word) ? word : (await siteOf(word)).id;
  const retained = await listBackups({ id });
  return {
    data: retained,
    text: retained.length > 0 ? backupTable(retained) : `${word} has no backup.\n`,
  };
}

function backupTable(retained: readonly RetainedArchive[]): string {
  const rows = retained.map(({ name, at, bytes, until }) => [
    name,
    dayOf(at),
    bytesInWords(bytes),
    dayOf(until).slice(0, 10),
  ]);
  return table(["backup", "of", "size", "kept until"], rows);
}

interface RestoreOptions {
  readonly backup?: string;
  readonly all?: boolean;
  readonly name?: string;
  readonly reason: string;
  readonly yes?: boolean;
}

async function restore(
  context: Context,
  word: string | undefined,
  options: RestoreOptions,
): Promise<Answer> {
  const { reason, yes, name } = options;
  if ((word === undefined) === !options.all)
    throw usage("Name one site, or say --all for every site.");
  if (word === undefined) {
    if (name || options.backup) throw usage("With --all each site takes its newest backup.");
    const sentence = "Every site will be what it was at its newest backup; changes since are lost.";
    await confirm(context, { sentence, word: "all", yes });
    const { operations, passedOver } = await orderRestores({ by: BY, reason });
    for (const id of passedOver)
      context.terminal.err(`${id} was passed over: it has no backup, or is being worked on.\n`);
    return several(operations, "Restoring", "restored", context);
  }
  const id = name && /^[0-9a-f-]{36}$/.test(word) ? word : (await siteOf(word)).id;
  const chosen = options.backup ?? (await listBackups({ id }))[0]?.name;
  if (!chosen)
    throw missing(`${word} has no backup. Make one with: npm run tenants -- backup ${word}`);
  if (name !== undefined) {
    const order = await orderReturn({ tenantId: id, backup: chosen, name, by: BY });
    return imported(order, context.terminal);
  }
  const tenant = await siteOf(id);
  const sentence = `${tenant.slug} will be what it was at ${chosen}; what was changed since is lost.`;
  await confirm(context, { sentence, word: tenant.slug, yes });
  const order = await orderRestore({ tenant, backup: chosen, by: BY, reason });
  await follow(order, context.terminal);
  return {
    data: { operation: order, name: tenant.slug, backup: chosen },
    text: `${tenant.slug} is what it was at ${chosen}.\n`,
  };
}

async function several(
  ids: readonly string[],
  words: string,
  done: string,
  { terminal }: Context,
): Promise<Answer> {
  const ended = await followAll(ids, words, terminal);
  const failed = ended.filter(({ state }) => state === "failed");
  const text = [
    ...ended.filter(({ state }) => state === "succeeded").map(({ slug }) => `${slug} is ${done}.`),
    ...failed.map(({ slug, error }) => `${slug} failed: ${error}`),
  ];
  return {
    data: ended.map(({ id, slug, state, error }) => ({ operation: id, name: slug, state, error })),
    text: text.length > 0 ? `${text.join("\n")}\n` : "There is nothing to do.\n",
    code: failed.length > 0 ? EXIT.failed : EXIT.done,
  };
}
