import { type Catalogue, literal, quoted, type Table } from "../catalogue";

/** What must come of an attempt. Whatever it is, nothing of another tenant's may be told or changed. */
export type Verdict =
  /** Nothing else is asked. */
  | "harmless"
  /** An error, whatever it says. */
  | "refused"
  /** No error: an error would tell that the neighbour has such a row. */
  | "accepted"
  /** No row. */
  | "empty";

/** One statement that a runtime login tries. */
export interface Attempt {
  readonly kind: string;
  /** The table or function it is about. */
  readonly on: string;
  readonly statement: string;
  readonly verdict: Verdict;
  /** Settings of the transaction other than the attacker's own tenant and `members`. */
  readonly settings?: string;
}

/** Whose row of each table: one of the attacker's, one of the neighbour's, as ids. */
export interface Side {
  readonly tenantId: string;
  /** What the tenant's secrets are filed under. */
  readonly slug: string;
  readonly rows: ReadonlyMap<string, Row>;
}

/** A row as JSON, so that any type can be written back as text. */
export type Row = Readonly<Record<string, string | null>>;

/** Everything to try on every table there is. */
export function attemptsOnTables(catalogue: Catalogue, mine: Side, theirs: Side): Attempt[] {
  return catalogue.tables.flatMap((table) => {
    const my = mine.rows.get(table.name);
    const their = theirs.rows.get(table.name);
    if (!my || !their) throw new Error(`No row of ${table.name} to attack with.`);
    return attemptsOn(table, { mine, theirs, my, their });
  });
}

interface Pair {
  readonly mine: Side;
  readonly theirs: Side;
  readonly my: Row;
  readonly their: Row;
}

function attemptsOn(table: Table, pair: Pair): Attempt[] {
  const { mine, theirs, my, their } = pair;
  const name = quoted(table.name);
  const [me, them] = [literal(mine.tenantId), literal(theirs.tenantId)];
  const [myId, theirId] = [literal(my.id ?? ""), literal(their.id ?? "")];
  const harmless = plainColumn(table);
  const touch = `${quoted(harmless)} = ${quoted(harmless)}`;
  const found: [kind: string, verdict: Verdict, statement: string, settings?: string][] = [
    ["select", "harmless", `select * from ${name}`],
    ["select", "empty", `select * from ${name} where tenant_id <> ${me}`],
    ["select", "empty", `select * from ${name} where tenant_id = ${them} and id = ${theirId}`],
    ["select", "empty", `select * from ${name} where id = ${theirId} for update`],
    ["select", "empty", `select * from ${name}`, "set local app.tenant_id = ''"],
    ["select", "empty", `select * from ${name}`, "reset app.tenant_id"],
    ["select", "refused", `select * from ${name}`, "set local app.tenant_id = 'nobody'"],
    ["select", "harmless", `select * from ${name}`, "set local row_security = off"],
    ["select", "harmless", `select t::text from ${name} t`, "set local enable_seqscan = off"],
    ["explain", "harmless", `explain (analyze, verbose, buffers) select * from ${name}`],
    ["explain", "harmless", `explain (verbose) select * from ${name} where id = ${theirId}`],
    ["update", "harmless", `update ${name} set ${touch}`],
    ["update", "empty", `update ${name} set ${touch} where tenant_id = ${them} returning *`],
    ["update", "empty", `update ${name} set tenant_id = ${me} where id = ${theirId} returning *`],
    ["move away", "refused", `update ${name} set tenant_id = ${them} where id = ${myId}`],
    ["delete", "empty", `delete from ${name} where tenant_id = ${them} returning *`],
    ["delete", "empty", `delete from ${name} where id = ${theirId} returning *`],
    ["delete", "harmless", `delete from ${name} returning *`],
    ["insert", "refused", copyInto(table, myId, { tenant_id: theirs.tenantId })],
    [
      "insert",
      "refused",
      `insert into ${name} (id) values (gen_random_uuid())`,
      "reset app.tenant_id",
    ],
    ["upsert", "refused", upsert(table, { ...their }, touch)],
    ["truncate", "refused", `truncate ${name} cascade`],
    ["lock", "harmless", `lock table ${name} in access share mode`],
    ["schema", "refused", `alter table ${name} disable row level security`],
    ["schema", "refused", `alter table ${name} no force row level security`],
    ["schema", "refused", `drop policy tenant on ${name}`],
    ["schema", "refused", `create policy wide on ${name} using (true)`],
    ["schema", "refused", `alter table ${name} owner to current_user`],
    [
      "schema",
      "refused",
      `create trigger spy after insert on ${name} execute function pg_catalog.suppress_redundant_updates_trigger()`,
    ],
    ["schema", "refused", `create rule spy as on insert to ${name} do also notify spied`],
    ["statistics", "harmless", `analyze ${name}`],
    [
      "statistics",
      "empty",
      `select * from pg_stats where schemaname = 'public' and tablename = ${literal(table.name)}`,
    ],
  ];
  return [
    ...found.map(([kind, verdict, statement, settings]) => ({
      kind,
      verdict,
      statement,
      settings,
      on: table.name,
    })),
    ...attemptsOnKeys(table, pair),
    ...attemptsOnReferences(table, pair),
  ];
}

/** The neighbour's values in one's own row: an error would say that they are taken. */
function attemptsOnKeys(table: Table, { my, their }: Pair): Attempt[] {
  const carried = new Set(table.references.flatMap((reference) => reference.columns));
  return table.uniques.flatMap((columns) => {
    const changed = columns.filter((column) => column !== "tenant_id" && !carried.has(column));
    // Numbers, flags and fixed words are alike in every tenant; one's own other rows may hold them.
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

/** One's own row that leads to the neighbour's. */
function attemptsOnReferences(table: Table, { my, their, theirs }: Pair): Attempt[] {
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
function copyInto(table: Table, id: string, change: Readonly<Record<string, string>>): string {
  const name = quoted(table.name);
  const json = literal(JSON.stringify(change));
  return `insert into ${name} select (jsonb_populate_record(null::${name}, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid()) || ${json}::jsonb)).* from ${name} t where id = ${id}`;
}

/** Inserts the neighbour's own row again and, where it is there, changes it. */
function upsert(table: Table, row: Row, touch: string): string {
  const name = quoted(table.name);
  const json = literal(JSON.stringify(row));
  return `insert into ${name} select (jsonb_populate_record(null::${name}, ${json}::jsonb)).* on conflict (tenant_id, id) do update set ${touch.replace("= ", "= excluded.")} returning *`;
}

/** A column whose change breaks no key: the first that no key holds. */
function plainColumn({ columns, uniques, references }: Table): string {
  const held = new Set([...uniques.flat(), ...references.flatMap((one) => one.columns)]);
  return (
    columns.find(({ name }) => !held.has(name))?.name ??
    columns.find(({ name }) => name !== "tenant_id" && name !== "id")?.name ??
    "id"
  );
}

function asValue(value: string | null | undefined): string {
  return value === null || value === undefined ? "null" : literal(value);
}
