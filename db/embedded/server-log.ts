import { readFile, stat, truncate } from "node:fs/promises";
import type { Location } from "./location";

/**
 * The reason that a process gives in the log since its start: its last FATAL line, or else its last line. What is left of
 * a server that was killed may still write there, and tells of its own end.
 */
export async function failureIn(log: string, since: number, pid: number): Promise<string> {
  const text = (await readFile(log)).subarray(since).toString("utf8").trim();
  const said = text.split("\n").filter((line) => {
    const [, writer = pid] = / \[(\d+)\] /.exec(line) ?? [];
    return Number(writer) === pid;
  });
  const fatal = said.filter((line) => /FATAL|PANIC/.test(line));
  return lastLine((fatal.length > 0 ? fatal : said).join("\n")).replace(
    /^.*?(FATAL|PANIC):\s*/,
    "",
  );
}

/** The last line that says something. */
export function lastLine(text: string): string {
  const line = text.split("\n").at(-1)?.trim() ?? "";
  return line === "" ? "it gave no reason." : line.replace(/\.?$/, ".");
}

/** Begins the log anew once it has grown beyond 20 MB. */
export async function trimLog(location: Location): Promise<void> {
  const size = await stat(location.log).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 20_000_000) await truncate(location.log);
}
