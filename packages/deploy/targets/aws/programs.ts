import { spawn } from "node:child_process";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import type { z } from "zod";

/** The programs that deploy: each runs to its end. */
export interface Programs {
  /** The AWS command line. @returns what it printed @throws ProgramFailed */
  aws(words: readonly string[]): Promise<string>;
  /** The CDK command line, whose lines are shown as they come. @throws ProgramFailed */
  cdk(words: readonly string[]): Promise<void>;
  /** @param input given to it, and shown to nobody @throws ProgramFailed */
  docker(words: readonly string[], input?: string): Promise<string>;
  /** Whether a program is on this machine. */
  has(name: "aws" | "docker"): Promise<boolean>;
}

/** A program ended with an error; the message is its own, without the words it was called with. */
export class ProgramFailed extends Error {
  override name = "ProgramFailed";
}

/** This machine's programs. @param say told the lines of long runs */
export function programsHere(say: (line: string) => void): Programs {
  const root = join(import.meta.dirname, "../../../..");
  return {
    aws: (words) => run("aws", words),
    cdk: async (words) => {
      await run(join(root, "node_modules/.bin/cdk"), words, { say });
    },
    docker: (words, input) => run("docker", words, { input }),
    async has(name) {
      const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
      const found = await Promise.all(
        folders.map((folder) =>
          access(join(folder, name)).then(
            () => true,
            () => false,
          ),
        ),
      );
      return found.includes(true);
    },
  };
}

/** Runs the AWS command line and reads its answer. @param schema of the JSON it prints */
export async function askAws<T>(
  programs: Programs,
  words: readonly string[],
  schema: z.ZodType<T>,
): Promise<T> {
  const text = await programs.aws([...words, "--output", "json"]);
  return schema.parse(text.trim() === "" ? {} : JSON.parse(text));
}

function run(
  program: string,
  words: readonly string[],
  { say, input }: { say?: (line: string) => void; input?: string | undefined } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ["pipe", "pipe", "pipe"] });
    let out = "";
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      for (const line of text.split("\n")) if (line.trim()) say?.(line.trimEnd());
    });
    child.once("error", (error) => reject(new ProgramFailed(`${program}: ${error.message}`)));
    child.once("close", (code) => {
      if (code === 0) resolve(out);
      else
        reject(new ProgramFailed((said || out).trim().slice(-2000) || `${program} ended: ${code}`));
    });
    child.stdin.end(input ?? "");
  });
}
