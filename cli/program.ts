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
import { EXIT, endingOf } from "./exits";
import { openInstallation } from "./installation";
import { programOn } from "./program-words";
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
