import type { Command } from "commander";
import { type Context, REASON, YES } from "../context";
import { backup, listOf } from "./backups";
import { exportSite } from "./export";
import { type ImportOptions, importSite } from "./import";
import { type ImportItemsOptions, importItems } from "./import-items";
import { type RestoreOptions, restore } from "./restore";

/** `export`, `import`, `import-items`, `backup`, `backups` and `restore`. */
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
    .command("import-items")
    .description("bring the rows of a sheet into a site: CSV, TSV or XLSX")
    .argument("<site>")
    .argument("<file>")
    .option("--columns <name>", "what the columns are, as the site keeps it under a name")
    .option("--day-first", "03/04/1998 is 3 April")
    .option("--month-first", "03/04/1998 is 4 March")
    .option("--years-from <year>", "the first year that two digits mean: from 1930 on 98 is 1998")
    .option("--decimal <mark>", "what stands before decimals: . or ,")
    .option("--currency <code>", "of amounts that name none")
    .option("--only <which>", "new or changed; both where not given")
    .option("--make-fields", "make fields of the columns that nothing here is called like")
    .option("--refused <file>", "where rows that are refused go, with the reasons")
    .option("--dry-run", "say what would become of the rows and change nothing")
    .addHelpText(
      "after",
      "\nExample:\n  npm run tenants -- import-items artmatt beanies.csv --day-first --currency EUR\n",
    )
    .action(
      context.action((site: string, file: string, options: ImportItemsOptions) =>
        importItems(context, site, file, options),
      ),
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
