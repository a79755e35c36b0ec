import { Command } from "commander";
import { EXITS_HELP } from "./exits";
import type { Terminal } from "./terminal";

/** The program without its commands. @param onMisuse is told what was typed wrong */
export function programOn(terminal: Terminal, onMisuse: (sentence: string) => void): Command {
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
  npm run tenants -- explain gallery.localhost/items/peanut
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
