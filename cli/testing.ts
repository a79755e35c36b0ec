import { runTenants } from "./program";
import type { Terminal } from "./terminal";

/** What a command said and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs a command in this process, on the installation of the test.
 * @param typed what a person answers, one after the other; without it nobody can be asked
 */
export async function type(
  line: string,
  { typed, signal }: { readonly typed?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<Said> {
  const said = { out: "", err: "" };
  const answers = [...(typed ?? [])];
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: typed !== undefined,
    columns: 80,
    signal: signal ?? new AbortController().signal,
    async ask(question) {
      said.err += question;
      return answers.shift() ?? null;
    },
  };
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? "",
  );
  const code = await runTenants(words, terminal, async () => async () => {});
  return { code, ...said };
}
