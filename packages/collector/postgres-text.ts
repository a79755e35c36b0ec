import { type Entry, lineOfEntry } from "./postgres-entry";
import type { Line } from "./told";

/** A line's beginning under the prefix that is asked for: `log_line_prefix = '%m [%p] %q%d|%a| '`. */
const BEGINNING =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \S+) \[(\d+)\] (?:([^|]*)\|([^|]*)\| )?([A-Z0-9]+): {2}(.*)$/;

/** Names of lines that may follow an entry. Detail and context are left out, because they quote rows. */
const FOLLOWS = ["DETAIL", "HINT", "CONTEXT", "STATEMENT", "QUERY", "LOCATION"];

/** What Postgres wrote as text: each entry with the statement that caused it. */
export function linesOfText(text: string): Line[] {
  const entries: { -readonly [K in keyof Entry]: Entry[K] }[] = [];
  // Where a line that begins with a tab goes on.
  let open: "message" | "statement" | null = null;
  for (const line of text.split("\n")) {
    const last = entries.at(-1);
    const [, timestamp, pid, dbname, name, label = "", said = ""] = BEGINNING.exec(line) ?? [];
    if (timestamp === undefined) {
      if (last && open && line.startsWith("\t"))
        last[open] = `${last[open] ?? ""}\n${line.slice(1)}`;
    } else if (!FOLLOWS.includes(label)) {
      entries.push({
        timestamp,
        pid: Number(pid),
        error_severity: label,
        message: said,
        ...(dbname !== undefined && { dbname }),
        ...(name !== undefined && { application_name: name }),
      });
      open = "message";
    } else {
      open = label === "STATEMENT" && last?.pid === Number(pid) ? "statement" : null;
      if (last && open) last.statement = said;
    }
  }
  return entries.map(lineOfEntry);
}
