import { type Catalogue, literal, quoted, type Routine } from "../catalogue";
import type { Attempt, Side, Verdict } from "./attempts";

/** What stands in a scratch or attacked database for these attempts: something of the owner's own. */
export interface Bait {
  /** The id of a large object that the owner made, with a neighbour's secret in it. */
  readonly largeObject: string;
  /** A database that the login has no business with. */
  readonly otherDatabase: string;
  readonly owner: string;
  /** What the names of the installation's databases begin with. */
  readonly prefix: string;
}

/** What else a runtime login could try: functions, other schemas, catalogues, its own powers. */
export function attemptsElsewhere(
  catalogue: Catalogue,
  mine: Side,
  theirs: Side,
  bait: Bait,
): Attempt[] {
  return [
    ...catalogue.routines.flatMap((routine) => callsOf(routine, theirs)),
    ...catalogue.others.flatMap((relation) => attemptsOnOther(relation, mine, theirs)),
    ...attemptsOnAudience(catalogue),
    ...attemptsOnGuards(mine),
    ...POWERS.map(([kind, verdict, statement]) => ({
      kind,
      on: "the server",
      verdict,
      statement: statement
        .replaceAll("@owner@", bait.owner)
        .replaceAll("@prefix@", bait.prefix)
        .replaceAll("@other@", bait.otherDatabase)
        .replaceAll("@object@", bait.largeObject)
        .replaceAll("@theirs@", theirs.tenantId),
    })),
  ];
}

/** Called with the neighbour's ids and names wherever a type takes one. */
function callsOf({ name, argumentTypes, returnsTrigger, signature }: Routine, theirs: Side) {
  if (returnsTrigger) return [];
  const item = theirs.rows.get("items");
  const samples: Readonly<Record<string, readonly string[]>> = {
    uuid: [theirs.tenantId, item?.id ?? theirs.tenantId],
    text: [item?.slug ?? "", item?.name ?? ""],
    regclass: ["items"],
  };
  const one = (type: string, at: number) => {
    const values = samples[type] ?? ["1"];
    return `${literal(values[at % values.length] ?? "1")}::${type}`;
  };
  return [0, 1].map(
    (at): Attempt => ({
      kind: "function",
      on: signature,
      verdict: "harmless",
      statement: `select * from ${name}(${argumentTypes.map((type) => one(type, at)).join(", ")})`,
    }),
  );
}

function attemptsOnOther(
  { name, hasTenant }: Catalogue["others"][number],
  mine: Side,
  theirs: Side,
): Attempt[] {
  const foreign: [string, Verdict, string][] = hasTenant
    ? [
        ["select", "empty", `select * from ${name} where tenant_id <> ${literal(mine.tenantId)}`],
        [
          "insert",
          "refused",
          `insert into ${name} (tenant_id) values (${literal(theirs.tenantId)})`,
        ],
        ["update", "refused", `update ${name} set tenant_id = ${literal(mine.tenantId)}`],
      ]
    : [];
  const all: [string, Verdict, string][] = [
    ["select", "harmless", `select * from ${name}`],
    ["delete", "refused", `delete from ${name}`],
    ["truncate", "refused", `truncate ${name}`],
    ...foreign,
  ];
  return all.map(([kind, verdict, statement]) => ({ kind, on: name, verdict, statement }));
}

/** Inside a tenant: what only members may read, asked for as a visitor. */
function attemptsOnAudience({ tables }: Catalogue): Attempt[] {
  return tables
    .filter(({ columns }) => columns.some((column) => column.name === "visibility"))
    .flatMap(({ name, columns }) => {
      const trashed = columns.some((column) => column.name === "trashed_at")
        ? " or trashed_at is not null"
        : "";
      const statement = `select * from ${quoted(name)} where visibility = 'private'${trashed}`;
      return ["set local app.audience = 'visitors'", "reset app.audience"].map(
        (settings): Attempt => ({
          kind: "audience",
          on: name,
          verdict: "empty",
          statement,
          settings,
        }),
      );
    });
}

/** Each writing transaction waits for whoever seals its tenant, and is refused once it is sealed. */
function attemptsOnGuards({ tenantId }: Side): Attempt[] {
  const unheld = `select 1 where not exists (select from pg_locks where locktype = 'advisory' and mode = 'ShareLock'
    and pid = pg_backend_pid() and ((classid::bigint << 32) | objid::bigint) = hashtextextended('write ${tenantId}', 0))`;
  return [
    {
      kind: "seal",
      on: "begin_write",
      verdict: "refused",
      statement: "select public.begin_write()",
      settings: SEALED,
    },
    {
      kind: "seal",
      on: "begin_write",
      verdict: "empty",
      statement: `select public.begin_write(); ${unheld}`,
    },
  ];
}

/** Has the attacker's own tenant sealed by an administrator before the attempt. */
export const SEALED = "sealed";

const POWERS: readonly [kind: string, verdict: Verdict, statement: string][] = [
  ["setting", "refused", "select set_config('app.tenant_id', '@theirs@', true)"],
  ["setting", "refused", "alter role current_user bypassrls"],
  ["setting", "refused", "alter role current_user set app.tenant_id = '@theirs@'"],
  ["setting", "refused", "alter system set row_security = off"],
  ["setting", "refused", "set local session_replication_role = replica"],
  ["setting", "refused", "set local role @owner@"],
  ["setting", "refused", "set local role pg_read_all_data"],
  ["setting", "refused", "grant @owner@ to current_user"],
  ["setting", "refused", "grant connect on database @other@ to current_user"],
  ["schema", "refused", "create table public.spy (id int)"],
  ["schema", "refused", "create table ledger.spy (id int)"],
  ["schema", "refused", "create temporary table spy (id int)"],
  ["schema", "refused", "create schema spy"],
  ["schema", "refused", "create function public.spy() returns int language sql as 'select 1'"],
  ["schema", "refused", "create extension dblink"],
  ["schema", "refused", "create publication spy for all tables"],
  ["schema", "refused", "create server spy foreign data wrapper postgres_fdw"],
  ["files", "refused", "select pg_read_file('PG_VERSION')"],
  ["files", "refused", "select pg_ls_dir('.')"],
  ["files", "refused", "copy (select 1) to program 'true'"],
  ["files", "refused", "copy (select 1) to '/dev/null'"],
  ["files", "refused", "select lo_import('/etc/hostname')"],
  ["large object", "refused", "select encode(lo_get(@object@), 'escape')"],
  ["large object", "refused", "select lo_unlink(@object@)"],
  ["large object", "refused", "select * from pg_largeobject"],
  ["catalogue", "refused", "select * from pg_authid"],
  ["catalogue", "refused", "select * from pg_statistic"],
  ["catalogue", "refused", "select * from pg_user_mapping"],
  [
    "catalogue",
    "empty",
    "select * from pg_stats where schemaname not in ('pg_catalog', 'information_schema', 'ledger')",
  ],
  ["catalogue", "empty", "select * from pg_stats_ext"],
  ["catalogue", "empty", "select * from pg_stats_ext_exprs"],
  ["catalogue", "harmless", "select * from pg_stat_user_tables"],
  ["catalogue", "harmless", "select * from pg_prepared_xacts"],
  ["catalogue", "harmless", "select * from pg_cursors"],
  ["catalogue", "harmless", "select * from pg_settings where name like 'app.%'"],
  [
    "catalogue",
    "empty",
    "select * from pg_stat_activity where datname <> current_database() and query not in ('', '<insufficient privilege>')",
  ],
  [
    "catalogue",
    "empty",
    "select * from pg_largeobject_metadata where has_function_privilege('lo_get(oid)', 'execute') and lomowner = current_user::regrole",
  ],
  [
    "catalogue",
    "empty",
    "select * from pg_sequences where schemaname not in ('pg_catalog', 'information_schema') and has_sequence_privilege(quote_ident(schemaname) || '.' || quote_ident(sequencename), 'usage, select, update')",
  ],
  [
    "catalogue",
    "empty",
    "select datname from pg_database where datname ~ '^@prefix@_' and datname <> current_database() and has_database_privilege(datname, 'connect')",
  ],
];
