import { CommanderError } from "commander";
import { Refusal } from "@/base/refusal";
import { DatabaseUnavailable, isLostConnection } from "@/db/transaction";

/** The exit codes of the command line, so that a program need not read its sentences. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  missing: 3,
  refused: 4,
  unavailable: 5,
  interrupted: 130,
} as const;

/** The part of `--help` that explains them. */
export const EXITS_HELP = `
Exit codes:
  0    done
  1    failed, or doctor found something
  2    the command was not understood, or not confirmed
  3    there is no such site, database, backup, file or operation
  4    refused; nothing was changed
  5    the installation or one of its databases cannot be reached
  130  ended by Ctrl-C; work that was ordered goes on`;

/** An end that a command means: its sentence says what to do. */
export class Ending extends Error {
  override readonly name = "Ending";
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** The command was not understood, or not confirmed. */
export function usage(sentence: string): Ending {
  return new Ending(EXIT.usage, sentence);
}

/** What was named is not there. */
export function missing(sentence: string): Ending {
  return new Ending(EXIT.missing, sentence);
}

/** The code and the sentence with which a command ends that threw this. */
export function endingOf(error: unknown): { readonly code: number; readonly sentence: string } {
  if (error instanceof Ending) return { code: error.code, sentence: error.message };
  if (error instanceof CommanderError)
    return { code: error.exitCode === 0 ? EXIT.done : EXIT.usage, sentence: "" };
  const sentence = error instanceof Error ? error.message : String(error);
  if (error instanceof Refusal) return { code: codeOf(error), sentence };
  if (error instanceof DatabaseUnavailable || isLostConnection(error))
    return {
      code: EXIT.unavailable,
      sentence: `${sentence || "The database cannot be reached"}`.replace(
        /^(connect |write CONN).*/s,
        "The database server cannot be reached. Is it running, and is DATABASE_URL its address?",
      ),
    };
  return { code: EXIT.failed, sentence };
}

function codeOf({ status }: Refusal): number {
  if (status === 404) return EXIT.missing;
  return status === 503 ? EXIT.unavailable : EXIT.refused;
}
