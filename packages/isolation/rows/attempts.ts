import { randomUUID } from "node:crypto";
import { type Catalogue, literal, quoted, type Table } from "../catalogue";
import type { Attempt, Pair, Row, Side, Verdict } from "./attempt";
import { attemptsOnKeys, attemptsOnReferences, copyInto } from "./attempts-on-keys";

/** A visitor who writes to the owners adds a message that nobody has read, and does nothing else. */
const AS_SENDER = "set local app.audience = 'senders'";

/** Everything to try on every table there is. */
export function attemptsOnTables(catalogue: Catalogue, mine: Side, theirs: Side): Attempt[] {
  return catalogue.tables.flatMap((table) => {
    const my = mine.rows.get(table.name);
    const their = theirs.rows.get(table.name);
    if (!my || !their) throw new Error(`No row of ${table.name} to attack with.`);
    return attemptsOn(table, { mine, theirs, my, their });
  });
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
    ["sender", "empty", `update ${name} set ${touch} returning *`, AS_SENDER],
    ["sender", "empty", `delete from ${name} returning *`, AS_SENDER],
    // A sender finds no row to copy.
    ["sender", "refused", added(table, { ...my, id: randomUUID() }), AS_SENDER],
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

/** Inserts a row. */
function added(table: Table, row: Row): string {
  const name = quoted(table.name);
  const json = literal(JSON.stringify(row));
  return `insert into ${name} select (jsonb_populate_record(null::${name}, ${json}::jsonb)).*`;
}

/** Inserts the neighbour's own row again and, where it is there, changes it. */
function upsert(table: Table, row: Row, touch: string): string {
  return `${added(table, row)} on conflict (tenant_id, id) do update set ${touch.replace("= ", "= excluded.")} returning *`;
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
