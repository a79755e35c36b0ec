import type { SQLInputValue } from "node:sqlite";
import type { Query } from "./query";

/** A query as conditions of SQL, with their values apart. */
export function conditionsOf({ conditions, from, to }: Query) {
  const where: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (condition: string, ...given: SQLInputValue[]) => {
    where.push(condition);
    values.push(...given);
  };
  for (const condition of conditions)
    switch (condition.kind) {
      case "words":
        add("id in (select rowid from words where words match ?)", phraseOf(condition.words));
        break;
      case "severity":
        add("severity >= ?", condition.least);
        break;
      case "trace":
        add("trace = ?", condition.value);
        break;
      // Lines of the worker and the database hold only the request's trace, so the request's id is turned into
      // its trace.
      case "request":
        add(`(request = ? or ${IN_REQUEST})`, condition.value, condition.value);
        break;
      case "id":
        add(
          `(request = ? or ${IN_REQUEST} or tenant = ? or id in
            (select rowid from words where words match ?))`,
          ...[condition.value, condition.value, condition.value, phraseOf(condition.value)],
        );
        break;
      case "tenant":
        add("(site = ? or tenant = ?)", condition.value, condition.value);
        break;
      default:
        add(`${condition.kind} = ?`, condition.value);
    }
  if (from !== null) add("time >= ?", from);
  if (to !== null) add("time <= ?", to);
  return { where, values };
}

const IN_REQUEST = "trace in (select trace from lines where request = ? and trace <> '')";

/** Makes one phrase whose last word may be a prefix. Quotes and U+0000 can't end the phrase. */
function phraseOf(words: string): string {
  const inner = words.replace(/["\p{Cc}]/gu, " ").trim();
  return /[\p{L}\p{N}]/u.test(inner) ? `"${inner}"${words.endsWith('"') ? "" : "*"}` : '"\u0001"';
}
