import { Command } from "commander";
import { addArchives } from "./commands/archives";
import { addDatabases } from "./commands/databases";
import { addDoctor } from "./commands/doctor";
import { addExplain } from "./commands/explain";
import { addLife } from "./commands/life";
import { addMigrate } from "./commands/migrate";
import { addOperations } from "./commands/operations";
import { addSites } from "./commands/sites";
import { addStacks } from "./commands/stacks";
import { addStatus } from "./commands/status";
import type { Context } from "./context";
import { EXIT, EXITS_HELP, endingOf } from "./exits";
import { openInstallation } from "./installation";
import type { Terminal } from "./terminal";

/**
 * Runs one command.
 * @param words as typed after `npm run tenants --`
 * @param open opens the installation the command is about and gives what closes it
 * @returns the code to exit with
 */
export async function runTenants(
  words: readonly string[],
  terminal: Terminal,
  open: (terminal: Terminal) => Promise<() => Promise<void>> = openInstallation,
): Promise<number> {
  let code: number = EXIT.done;
  let misuse = "";
  const program = programOn(terminal, (sentence) => {
    misuse = sentence;
  });
  const isJson = () => program.opts<{ json?: boolean }>().json === true;
  const context: Context = {
    terminal,
    action:
      (work) =>
      async (...args) => {
        const close = await open(terminal);
        try {
          const answer = await work(...args);
          terminal.out(isJson() ? `${JSON.stringify(answer.data, null, 2)}\n` : answer.text);
          code = answer.code ?? EXIT.done;
        } finally {
          await close();
        }
      },
  };
  for (const add of [addSites, addExplain, addLife, addDatabases, addArchives, addOperations])
    add(program, context);
  addStacks(program, context);
  addMigrate(program, context);
  addStatus(program, context);
  addDoctor(program, context);
  if (words.length === 0) {
    program.outputHelp({ error: true });
    return EXIT.usage;
  }
  try {
    await program.parseAsync([...words], { from: "user" });
    return code;
  } catch (error) {
    const ending = endingOf(error);
    const sentence = ending.sentence || misuse;
    if (sentence) terminal.err(`${sentence}\n`);
    if (isJson() && ending.code !== EXIT.done)
      terminal.out(`${JSON.stringify({ error: sentence, code: ending.code }, null, 2)}\n`);
    return ending.code;
  }
}

function programOn(terminal: Terminal, onMisuse: (sentence: string) => void): Command {
  return new Command("npm run tenants --")
    .description("Everything that happens to sites and their databases, from their birth on.")
    .usage("<command> [what] [options]")
    .option("--json", "print one JSON document; everything else goes to stderr")
    .helpOption("-h, --help", "what a command takes, with examples")
    .helpCommand("help [command]", "the same")
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text) => onMisuse(sentenceOf(text)),
    })
    .exitOverride()
    .addHelpText(
      "after",
      `
Examples:
  npm run tenants -- list
  npm run tenants -- create gallery --email owner@example.com --own
  npm run tenants -- explain http://gallery.localhost:3000/items/peanut
  npm run tenants -- move gallery --to pool --reason "asked for it by mail"
  npm run -s tenants -- list --json     (-s: npm itself prints nothing)
${EXITS_HELP}
`,
    );
}

/** Commander's "error: missing required argument 'name'", as the rest of us speak. */
function sentenceOf(text: string): string {
  const [first = "", ...hints] = text
    .replace(/^error: /, "")
    .trim()
    .split("\n");
  const said = first.charAt(0).toUpperCase() + first.slice(1);
  const sentence = /[.?!]$/.test(said) ? said : `${said}.`;
  return `${[sentence, ...hints].join(" ")} Add --help to see what the command takes.`;
}
