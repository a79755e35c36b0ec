import { type Command, InvalidArgumentError } from "commander";
import { migrateFleet } from "@/db/fleet";
import { listServers } from "@/db/servers";
import { dropOldTemplates, prepareTemplate } from "@/jobs/template-databases";
import { barOn } from "../bar";
import type { Answer, Context } from "../context";
import { EXIT } from "../exits";

/** `migrate`. */
export function addMigrate(program: Command, context: Context): void {
  program
    .command("migrate")
    .description(
      "bring the platform, pools, own databases and spares to the newest schema and catalogue",
    )
    .option("--parallel <n>", "how many databases at a time", wholeNumber, 8)
    .addHelpText(
      "after",
      "\nA spare goes first and its guards are proven. After a failure what runs ends and nothing more begins;\nrun the command again and it goes on where it stopped.\n\nExample:\n  npm run tenants -- migrate --parallel 4\n",
    )
    .action(context.action(({ parallel }: { parallel: number }) => migrate(context, parallel)));
}

async function migrate({ terminal }: Context, parallel: number): Promise<Answer> {
  const bar = barOn(terminal);
  const result = await migrateFleet({
    parallel,
    signal: terminal.signal,
    onProgress: ({ done, total }) => bar.show({ words: "Migrating", done, total }),
  });
  bar.end();
  const { version, migrated, failed, newer, left, refusedPack } = result;
  const whole = failed.length === 0 && left.length === 0;
  if (whole)
    for (const server of listServers()) {
      await prepareTemplate(server);
      await dropOldTemplates(server);
    }
  const lines = [
    ...result.platform.map((name) => `The platform has ${name} now.`),
    migrated.length > 0
      ? `${migrated.length} databases are at ${version} now.`
      : whole && newer.length === 0
        ? `Every database is at ${version}.`
        : "",
    ...newer.map((name) => `${name} was left alone: a newer Swingtag has migrated it.`),
    ...failed.map(({ name, error }) => `${name} failed: ${error}`),
    left.length > 0
      ? `${left.length} databases were not begun. Run the command again and it goes on with them.`
      : "",
    refusedPack ? `${refusedPack} The catalogue stays at the pack before.` : "",
  ];
  const code =
    whole && !refusedPack ? EXIT.done : terminal.signal.aborted ? EXIT.interrupted : EXIT.failed;
  return { data: result, text: lines.filter(Boolean).join("\n").concat("\n"), code };
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 100)
    throw new InvalidArgumentError("It takes a whole number from 1 to 100.");
  return number;
}
