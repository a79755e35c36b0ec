import { literal, quoted, type Table } from "../catalogue";
import type { Attempt, Pair, Row } from "./attempt";

/** Attempts to put the neighbour's values into an own row. An error would reveal that the neighbour has them. */
export function attemptsOnKeys(table: Table, { my, their }: Pair): Attempt[] {
  const carried = new Set(table.references.flatMap((reference) => reference.columns));
  return table.uniques.flatMap((columns) => {
    const changed = columns.filter((column) => column !== "tenant_id" && !carried.has(column));
    // Numbers, flags and fixed words occur in every tenant, and the attacker's other rows may hold them too.
    const telling = changed.some((column) =>
      /[0-9a-f]{32}|^[0-9a-f-]{36}$/.test(their[column] ?? ""),
    );
    if (!telling) return [];
    const sets = changed.map((column) => `${quoted(column)} = ${asValue(their[column])}`);
    const update = `update ${quoted(table.name)} set ${sets.join(", ")} where id = ${asValue(my.id)}`;
    // A row that others refer to keeps its id.
    const verdict = changed.includes("id") ? "harmless" : "accepted";
    return [{ kind: "unique", on: table.name, verdict, statement: update }];
  });
}

/** Attempts to make an own row refer to a row of the neighbour's. */
export function attemptsOnReferences(table: Table, { my, their, theirs }: Pair): Attempt[] {
  return table.references.flatMap(({ columns, target, targetColumns }) => {
    const targeted = theirs.rows.get(target);
    if (!targeted) throw new Error(`No row of ${target} to refer to.`);
    const sets = columns
      .map((column, at) => [column, targeted[targetColumns[at] ?? ""]] as const)
      .filter(([column]) => column !== "tenant_id");
    const changes = sets.map(([column, value]) => `${quoted(column)} = ${asValue(value)}`);
    const values = Object.fromEntries(sets.map(([column, value]) => [column, value ?? ""]));
    return [
      `update ${quoted(table.name)} set ${changes.join(", ")} where id = ${asValue(my.id)}`,
      copyInto(table, asValue(my.id), { ...values, ...freshKeys(table, their) }),
    ].map((statement) => ({ kind: "reference", on: table.name, verdict: "refused", statement }));
  });
}

/** Text keys of an own row made different, so that only the reference can refuse it. */
function freshKeys(table: Table, their: Row): Record<string, string> {
  const carried = new Set(table.references.flatMap((reference) => reference.columns));
  const keys = table.uniques.flat().filter((key) => !carried.has(key) && key !== "id");
  const fresh = keys.filter((key) =>
    table.columns.some((c) => c.name === key && c.type === "text"),
  );
  return Object.fromEntries(fresh.map((key) => [key, their[key] ?? ""]));
}

/** Inserts an own row once more with other values and an id of its own. */
export function copyInto(
  table: Table,
  id: string,
  change: Readonly<Record<string, string>>,
): string {
  const name = quoted(table.name);
  const json = literal(JSON.stringify(change));
  return `insert into ${name} select (jsonb_populate_record(null::${name}, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid()) || ${json}::jsonb)).* from ${name} t where id = ${id}`;
}

function asValue(value: string | null | undefined): string {
  return value === null || value === undefined ? "null" : literal(value);
}
