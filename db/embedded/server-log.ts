import { readFile, stat, truncate } from "node:fs/promises";
import type { Location } from "./location";

/** The reason that the log gives since a start: its last FATAL line, or else its last line. */
export async function failureIn(log: string, since: number): Promise<string> {
  const said = (await readFile(log)).subarray(since).toString("utf8").trim();
  const fatal = said.split("\n").filter((line) => /FATAL|PANIC/.test(line));
  return lastLine(fatal.join("\n") || said).replace(/^.*?(FATAL|PANIC):\s*/, "");
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
