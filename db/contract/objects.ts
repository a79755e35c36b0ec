import type postgres from "postgres";
import { CATALOGUE_GRANTS, EXEMPT } from "./catalogue";

/** Schemas there are besides Postgres's own. */
const SCHEMAS = [EXEMPT, "ledger", "public"];

/** What the runtime's group may do with each relation outside of the tenant tables. */
const OTHERS: Readonly<Record<string, string>> = {
  "ledger.migrations": "SELECT",
  "ledger.outdated": "SELECT",
  "ledger.seals": "SELECT",
  ...CATALOGUE_GRANTS,
};

const TENANT_TABLE = "DELETE, INSERT, SELECT, UPDATE";

/**
 * Checks everything else in the database: relations have exactly the expected grants, functions run with their
 * caller's rights, and no schema, sequence or publication bypasses the tables.
 */
export async function listObjectViolations(sql: postgres.ISql, group: string): Promise<string[]> {
  const found = await Promise.all([
    schemas(sql, group),
    relations(sql, group),
    functions(sql),
    seals(sql),
    loose(sql),
  ]);
  return found.flat();
}

async function schemas(sql: postgres.ISql, group: string): Promise<string[]> {
  const rows = await sql<{ name: string; creates: boolean }[]>`
    select nspname::text as name, has_schema_privilege(${group}, oid, 'create') as creates from pg_namespace
    where nspname <> 'information_schema' and nspname !~ '^pg_' order by 1`;
  return rows.flatMap(({ name, creates }) => [
    ...(SCHEMAS.includes(name) ? [] : [`the schema ${name} is none of the house's`]),
    ...(creates ? [`the runtime role may create things in the schema ${name}`] : []),
  ]);
}

/** Grants to anyone but the owner: exactly the group's, whole, and not to be passed on. */
async function relations(sql: postgres.ISql, group: string): Promise<string[]> {
  const rows = await sql<{ name: string; kind: string; grants: string; others: string[] }[]>`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name, c.relkind as kind,
      coalesce((select string_agg(g.privilege_type || case when g.is_grantable then ' with grant option' else '' end, ', '
        order by g.privilege_type) from aclexplode(c.relacl) g where g.grantee = ${group}::regrole), '') as grants,
      array(select distinct case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end
        from aclexplode(c.relacl) g where g.grantee not in (c.relowner, ${group}::regrole)
        union select distinct case g.grantee when 0 then 'everyone' else g.grantee::regrole::text end || ' (a column)'
        from pg_attribute a, aclexplode(a.attacl) g where a.attrelid = c.oid) as others
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_'
    order by 1`;
  return rows.flatMap(({ name, kind, grants, others }) => {
    const found: string[] = [];
    if (kind !== "r" && kind !== "p")
      found.push(`${name} is ${KINDS[kind] ?? kind}, which has no policies of its own`);
    const wanted = OTHERS[name] ?? (name.includes(".") ? "" : TENANT_TABLE);
    if (grants !== wanted)
      found.push(
        `${name} grants the runtime role ${grants || "nothing"} and not ${wanted || "nothing"}`,
      );
    for (const other of others) found.push(`${name} is granted to ${other}`);
    return found;
  });
}

const KINDS: Readonly<Record<string, string>> = {
  v: "a view",
  m: "a materialized view",
  f: "a foreign table",
  S: "a sequence",
};

async function functions(sql: postgres.ISql): Promise<string[]> {
  const rows = await sql<{ name: string; definer: boolean; leakproof: boolean }[]>`
    select p.oid::regprocedure::text as name, p.prosecdef as definer, p.proleakproof as leakproof
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' order by 1`;
  return rows.flatMap(({ name, definer, leakproof }) => [
    ...(definer ? [`${name} runs as its owner and not as who calls it`] : []),
    ...(leakproof
      ? [`${name} says that it is leakproof, so that policies don't run before it`]
      : []),
  ]);
}

/** Checks that the ledger's tables are forced too, and that begin_write(), with which every writing transaction begins, takes the lock, looks for a seal and refuses visitors. */
async function seals(sql: postgres.ISql): Promise<string[]> {
  const [row] = await sql<{ open: string[]; whole: boolean | null }[]>`
    select array(select c.oid::regclass::text from pg_class c where c.oid in ('ledger.seals'::regclass, 'ledger.outdated'::regclass)
        and not (c.relrowsecurity and c.relforcerowsecurity) order by 1) as open,
      (select p.prosrc ~ 'pg_advisory_xact_lock_shared' and p.prosrc ~ 'ledger\\.seals' and p.prosrc ~ 'SW001'
        and p.prosrc ~ 'app\\.audience' from pg_proc p
        where p.oid = to_regprocedure('public.begin_write()')) as whole`;
  return [
    ...(row?.open ?? []).map((name) => `${name} does not force row-level security on its owner`),
    ...(row?.whole
      ? []
      : ["begin_write() does not look for a seal under its lock, or lets visitors write"]),
  ];
}

async function loose(sql: postgres.ISql): Promise<string[]> {
  const rows = await sql<{ sentence: string }[]>`
    select 'the publication ' || pubname || ' sends rows past the policies' as sentence from pg_publication
    union all select 'the large object ' || m.oid || ' is granted to others than its owner' from pg_largeobject_metadata m
      where exists (select from aclexplode(m.lomacl) g where g.grantee <> m.lomowner)
    union all select 'the event trigger ' || evtname || ' is none of the house''s' from pg_event_trigger
    union all select 'the foreign server ' || srvname || ' leads elsewhere' from pg_foreign_server
    union all select inhrelid::regclass || ' is a child of ' || inhparent::regclass || ' with walls of its own'
      from pg_inherits where inhparent in (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r')`;
  return rows.map(({ sentence }) => sentence);
}
