import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { z } from "zod";

/** What a run of kubectl ended with. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs kubectl to its end. @param input what it reads where it is given `-f -` */
export type Kubectl = (words: readonly string[], input?: string) => Promise<Ran>;

/** The machine's own kubectl, with the cluster that it has chosen. */
export const kubectl: Kubectl = async (words, input) => {
  const child = spawn("kubectl", [...words], { stdio: "pipe" });
  child.stdin.on("error", () => undefined);
  child.stdin.end(input ?? "");
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { code: Number(code ?? 1), out, err };
};

/** Runs kubectl and gives what it printed. @throws Error with what it said */
export async function must(
  run: Kubectl,
  words: readonly string[],
  input?: string,
): Promise<string> {
  const { code, out, err } = await run(words, input);
  if (code !== 0) throw new Error(`kubectl ${words.join(" ")} failed: ${err.trim()}`);
  return out;
}

/** Reads an object, or null where there is none. @throws Error for every other answer */
export async function find<T>(
  run: Kubectl,
  schema: z.ZodType<T>,
  words: readonly string[],
): Promise<T | null> {
  const { code, out, err } = await run(["get", ...words, "--ignore-not-found", "--output", "json"]);
  if (code !== 0) {
    // A kind that the cluster has never heard of has no objects.
    if (/doesn't have a resource type|could not find the requested resource/.test(err)) return null;
    throw new Error(`kubectl get ${words.join(" ")} failed: ${err.trim()}`);
  }
  return out.trim() === "" ? null : schema.parse(JSON.parse(out));
}
