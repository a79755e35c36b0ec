import type { Command } from "commander";
import { listTroubles, mend, type Trouble } from "@/cli/doctor/doctor";
import { barOn } from "../bar";
import { type Answer, type Context, YES } from "../context";
import { EXIT } from "../exits";
import { printable } from "../table";

/** `doctor`. */
export function addDoctor(program: Command, context: Context): void {
  program
    .command("doctor")
    .description("find what is not as it should be, and mend it")
    .option("--mend", "offer the mend for each finding")
    .option(...YES)
    .option(
      "--remove <subject...>",
      "also mend these findings, though it removes what could be somebody's data",
    )
    .addHelpText(
      "after",
      `
It looks for databases and roles without a row, rows without a database, rows, files and seals of sites that
live elsewhere or nowhere, work without a job or a worker, old templates, few spares, edited migrations, schemas that
drifted, missing policies and guards, and logins that may too much or do not open.

With --mend it asks before each. --yes answers for those that remove nothing; what could be somebody's data is
removed only when its name is typed, or given with --remove. Exit code 1 when something is left.

Examples:
  npm run tenants -- doctor
  npm run tenants -- doctor --mend
  npm run tenants -- doctor --mend --yes --remove swingtag_own_1f00ba11
`,
    )
    .action(context.action((options: Options) => doctor(context, options)));
}

interface Options {
  readonly mend?: boolean;
  readonly yes?: boolean;
  readonly remove?: readonly string[];
}

async function doctor(context: Context, options: Options): Promise<Answer> {
  const { terminal } = context;
  // Guards are mended first, because the removal of rows relies on them.
  const found = (await look(context)).toSorted((one, other) => weight(one) - weight(other));
  const mended: Trouble[] = [];
  const failed: { readonly trouble: Trouble; readonly why: string }[] = [];
  if (options.mend || options.remove)
    for (const trouble of found) {
      if (terminal.signal.aborted) break;
      if (!(await isWanted(trouble, context, options))) continue;
      try {
        await mend(trouble);
        mended.push(trouble);
      } catch (error) {
        failed.push({ trouble, why: error instanceof Error ? error.message : String(error) });
      }
    }
  const left = mended.length > 0 ? await look(context) : found;
  const lines = [
    ...mended.map(({ mending }) => `Mended: ${mending?.says}.`),
    ...failed.map(({ trouble, why }) => `Not mended: ${trouble.sentence} ${why}`),
    ...left.map(lineOf),
    left.length === 0
      ? "Everything is as it should be."
      : `${left.length} found.${left.some(({ mending }) => mending) ? " Add --mend to mend what can be." : ""}`,
  ];
  return {
    data: { mended: mended.map(told), troubles: left.map(told) },
    text: `${lines.map(printable).join("\n")}\n`,
    code: left.length > 0 ? EXIT.failed : EXIT.done,
  };
}

function weight({ mending }: Trouble): number {
  return mending?.removesData ? 1 : 0;
}

async function look({ terminal }: Context): Promise<Trouble[]> {
  const bar = barOn(terminal);
  const found = await listTroubles((done, total) => bar.show({ words: "Looking", done, total }));
  bar.end();
  return found;
}

/**
 * Where nobody can be asked, --yes confirms a mend. A mend that removes somebody's data also needs its name,
 * typed or given with --remove.
 */
async function isWanted(
  { subject, sentence, mending }: Trouble,
  { terminal }: Context,
  { yes, remove = [] }: Options,
): Promise<boolean> {
  if (!mending) return false;
  if (mending.removesData && remove.includes(subject)) return true;
  if (!mending.removesData && yes) return true;
  if (!terminal.interactive) return false;
  const answer = mending.removesData ? subject : "yes";
  const typed = await terminal.ask(
    `${printable(sentence)}\nTo ${mending.says}, type ${answer}; anything else leaves it: `,
  );
  return typed?.trim() === answer;
}

function lineOf({ kind, sentence, mending }: Trouble): string {
  const way = mending
    ? ` (mend: ${mending.says}${mending.removesData ? "; asks for its name" : ""})`
    : "";
  return `${kind}: ${sentence}${way}`;
}

function told({ kind, subject, sentence, mending }: Trouble) {
  const mend = mending && { says: mending.says, removesData: mending.removesData };
  return { kind, subject, sentence, mend };
}
