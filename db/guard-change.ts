import { z } from "zod";

/** How what guards make stands in one database. */
export interface Stand {
  /** Equal where all of it is equal. */
  readonly name: string;
  /** Whether nobody has touched any of it since it was noted. */
  readonly untouched: boolean;
}

/** The statements by which a guard changes a database, in the order in which they run, and what it then is called. */
export type GuardChange = Readonly<z.infer<typeof Changed>>;
const Changed = z.object({ statements: z.array(z.string()), stand: z.string() });

/** Where it is noted. It is a comment and no row of the ledger, because an older process takes such a row for a migration. */
const NOTE = "ledger.migrations";

const OURS = "('public', 'ledger', 'catalogue')";

interface Part {
  /** A query for these things, each with `place`, which says what it is. */
  readonly from: string;
  readonly place: string;
  /** How it stands. Where the statements below would say less, the digest tells. */
  readonly definition: string;
  /** Statements that make it so, and one that removes it. */
  readonly make?: string;
  readonly unmake?: string;
}

const TABLES = `(select c.*, format('%I.%I', n.nspname, c.relname) as place from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ${OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')) t`;

/** What guards make, in the order in which it is made. */
const PARTS: readonly Part[] = [
  {
    from: `pg_namespace n where n.nspname in ${OURS}`,
    place: "'schema ' || n.nspname",
    definition: "concat_ws(' ', n.nspowner::regrole, n.nspacl)",
  },
  {
    from: "pg_proc p where p.oid = 'pg_catalog.set_config(text, text, boolean)'::regprocedure",
    place: "'set_config'",
    definition: "p.proacl::text",
  },
  {
    from: `pg_proc p where p.prokind in ('f', 'p') and p.pronamespace = any(array(
      select oid from pg_namespace where nspname in ${OURS}))`,
    place: "'function ' || p.oid::regprocedure",
    definition: "concat_ws(' ', pg_get_functiondef(p.oid), p.proowner::regrole, p.proacl)",
    make: "format('%s; alter function %s owner to %s', pg_get_functiondef(p.oid), p.oid::regprocedure, p.proowner::regrole)",
    unmake: "format('drop function %s', p.oid::regprocedure)",
  },
  {
    from: TABLES,
    place: "'table ' || t.place",
    definition: `concat_ws(' ', t.relowner::regrole, t.relacl, t.relrowsecurity, t.relforcerowsecurity,
      case when t.place <> '${NOTE}' then obj_description(t.oid, 'pg_class') end)`,
    make: `concat_ws('; ', case when t.relrowsecurity then format('alter table %s enable row level security', t.place) end,
      case when t.relforcerowsecurity then format('alter table %s force row level security', t.place) end,
      (select string_agg(format('grant %s on %s to %s', a.privilege_type, t.place, a.grantee::regrole), '; ')
        from aclexplode(t.relacl) a where a.grantee not in (0, t.relowner)))`,
  },
  {
    from: `${TABLES} join pg_policy p on p.polrelid = t.oid`,
    place: "'policy ' || t.place || '.' || p.polname",
    definition: `concat_ws(' / ', p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, t.oid),
      pg_get_expr(p.polwithcheck, t.oid))`,
    make: `format('drop policy if exists %1$I on %2$s; create policy %1$I on %2$s as %3$s for %4$s to %5$s%6$s%7$s', p.polname, t.place,
      case when p.polpermissive then 'permissive' else 'restrictive' end,
      case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      (select string_agg(case when r = 0 then 'public' else r::regrole::text end, ', ') from unnest(p.polroles) r),
      ' using (' || pg_get_expr(p.polqual, t.oid) || ')', ' with check (' || pg_get_expr(p.polwithcheck, t.oid) || ')')`,
    unmake: "format('drop policy %I on %s', p.polname, t.place)",
  },
  {
    from: `${TABLES} join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal`,
    place: "'trigger ' || t.place || '.' || g.tgname",
    definition: "pg_get_triggerdef(g.oid) || g.tgenabled::text",
    make: "format('drop trigger if exists %I on %s; %s', g.tgname, t.place, pg_get_triggerdef(g.oid))",
    unmake: "format('drop trigger %I on %s', g.tgname, t.place)",
  },
];

/** A query for all of them, with or without the statements. */
function listParts(withStatements: boolean): string {
  const queries = PARTS.map(({ from, place, definition, make, unmake }, turn) => {
    const statements = withStatements
      ? `, ${make ?? "null"} as make, ${unmake ?? "null"} as unmake, ${turn} as turn`
      : "";
    return `select ${place} as place, ${definition} as definition${statements} from ${from}`;
  });
  return queries.join("\nunion all ");
}

/** A name for how all of it stands. It takes as long as a tenth of the guard, so it is noted and not worked out before each. */
const STAND =
  "md5(string_agg(concat_ws(' is ', place, definition), ';' order by place collate \"C\"))";

/** Another number wherever any of it was changed, made or removed, because each of its rows has a new transaction then. */
const TOUCHED = `(with ours as (select oid, xmin from pg_namespace where nspname in ${OURS})
  select md5(string_agg(concat(oid, ' ', xmin), ',' order by oid, xmin::text)) from (
    select oid, xmin from ours
    union all select oid, xmin from pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'S') and relnamespace in (select oid from ours)
    union all select oid, xmin from pg_proc where pronamespace in (select oid from ours)
      or oid = 'pg_catalog.set_config(text, text, boolean)'::regprocedure
    union all select oid, xmin from pg_policy
    union all select oid, xmin from pg_trigger) rows)`;

/** An expression for what the guard that ran last noted, as `standOf` reads it. */
export const NOTED = `(select concat(obj_description('${NOTE}'::regclass, 'pg_class'), ' ', ${TOUCHED}))`;

/** @returns null where no guard noted anything */
export function standOf(noted: string): Stand | null {
  const [, name, then, now] = /^stands as (\w+) since (\w+) (\w+)$/.exec(noted) ?? [];
  return name ? { name, untouched: then === now } : null;
}

/**
 * Notes how things stand, within the transaction of a guard.
 * @param wanted what they must be called; the transaction fails where they are called otherwise
 */
function note(wanted?: string): string {
  const check = wanted
    ? `if now <> '${wanted}' then raise exception 'The guards stand as %, not as ${wanted}.', now; end if;`
    : "";
  return `do $note$ declare now text := (with parts as (${listParts(false)}) select ${STAND} from parts); begin
    ${check}
    execute format('comment on table ${NOTE} is %L', 'stands as ' || now || ' since ' || ${TOUCHED});
  end $note$`;
}

/** A guard that notes how things stand when it is done. */
export function noting(guard: string): string {
  return `${guard};\n${note()}`;
}

/** Before a guard that `CHANGED` asks about, on the same connection. */
export const BEFORE = `create temp table parts_before as ${listParts(true)}`;

/** After it: a row with what it changed, as `changeOf` reads it. What is gone goes last, before what it leant on. */
export const CHANGED = `
  with parts as materialized (${listParts(true)}),
  made as (select p.turn, p.place, p.make as statement from parts p where p.make <> ''
      and not exists (select from parts_before b where b.place = p.place and b.definition = p.definition)
    union all select 100 - b.turn, b.place, b.unmake from parts_before b where b.unmake is not null
      and not exists (select from parts p where p.place = b.place))
  select to_json(array(select statement from made order by turn, place)) as statements,
    (select split_part(obj_description('${NOTE}'::regclass, 'pg_class'), ' ', 3)) as stand`;

/** @param rows what `CHANGED` answered */
export function changeOf(rows: unknown): GuardChange {
  return z.tuple([Changed]).parse(rows)[0];
}

/**
 * A guard's statements for a database that stands, untouched, as another did before the guard changed that one. So it
 * comes to stand as the other does, which is looked at: statements say nothing of a right that was taken away.
 * @param byRows what of the guard goes by the rows of each database
 */
export function sameChange({ statements, stand }: GuardChange, byRows: string): string {
  return [
    // As in the first database, where all of them were checked: one may call another that is made after it.
    "set local check_function_bodies = off",
    ...statements,
    byRows,
    note(stand),
  ].join(";\n");
}
