import type postgres from "postgres";
import { inHistoryBy, seenBy } from "../tenant/audiences";
import { addition, isShown, ofOthers, restriction } from "../tenant/seen-by";

/** What the policies compare with, as Postgres prints it. */
interface Form {
  /** The setting or the name is cast, never the column. */
  readonly rule: string;
  /** The audience that the transaction acts for. */
  readonly audience: string;
  /** What administrators who are no superusers may, as members of the owner: of tenants' tables, of the ledger's. */
  readonly keepers: readonly [string, string] | null;
}

const CURSOR =
  "FROM pg_cursor() pg_cursor(name, statement, is_holdable, is_binary, is_scrollable, creation_time) WHERE ((pg_cursor.name ~~ 'tenant %'::text) AND (NOT pg_cursor.is_holdable))";

/** The settings of the transaction. Where set_config is revoked, no query can change them. */
const SETTINGS: Form = {
  rule: "(tenant_id = ( SELECT (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid AS \"nullif\"))",
  audience: "( SELECT current_setting('app.audience'::text, true) AS current_setting)",
  keepers: null,
};

/** The name of the transaction's cursor, for servers where set_config can't be revoked. */
const PINNED: Form = {
  rule: `(tenant_id = ( SELECT (substr(pg_cursor.name, 8, 36))::uuid AS substr ${CURSOR}))`,
  audience: `( SELECT substr(pg_cursor.name, 45) AS substr ${CURSOR})`,
  keepers: [
    "keeper for select to its owner using true",
    "keeper for all to its owner using true with check true",
  ],
};

const ANY = ["delete", "insert", "update"] as const;
/** What hangs on a row that is deleted goes with it. */
const CHANGED = ["insert", "update"] as const;

/** Triggers that keep what follows from rows in step with them, and the statements after which they do, by table. */
const KEPT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // What search knows of an item.
  keep_words: {
    items: CHANGED,
    copies: ANY,
    copy_private: ANY,
    wants: ANY,
    item_tags: ANY,
    field_values: ANY,
  },
  // What the shelf's filters offer, and of how many items.
  keep_facets: {
    items: CHANGED,
    copies: ANY,
    wants: ANY,
    field_values: ANY,
    item_facets: ANY,
  },
  // Which items have a word that begins so.
  keep_beginnings: { item_words: ANY },
  // What a copy is worth.
  keep_worths: { copies: CHANGED, observations: ANY },
};

const OTHERS: Readonly<Record<string, readonly string[]>> = {
  site: ["count_version", "keep_language"],
  items: ["bring_over", "keep_former_address", "keep_sort_name"],
  copies: ["bring_over", "keep_photos_off"],
  fields: ["keep_offered_field"],
  field_values: ["take_withheld"],
  places: ["refuse_circle"],
};

/**
 * Triggers that the page cache, the search, the shelf, the values and the history need. Without them a changed page is
 * served in its old form, or a change can't be taken back.
 */
function triggersOf(table: string): readonly string[] {
  const word = seenBy.get(table);
  const kept = Object.entries(KEPT).flatMap(([keeps, tables]) =>
    (tables[table] ?? []).map((happened) => `${keeps}_${happened}`),
  );
  return [
    ...kept,
    ...(OTHERS[table] ?? []),
    ...(inHistoryBy.get(table)?.kept ? ANY.map((happened) => `keep_change_${happened}`) : []),
    ...(word && isShown(word) && table !== "site" ? ["touch_site"] : []),
    ...(word?.who === "follows its parent" ? ["take_hidden", "take_hidden_anew"] : []),
  ];
}

/** Policies, permissive and restrictive, with the command and the roles each is for; and triggers and rules. */
export async function listPolicyViolations(
  sql: postgres.ISql,
  exceptions: readonly string[],
): Promise<string[]> {
  const tables = await sql<Guards[]>`
    select case n.nspname when 'public' then '' else n.nspname || '.' end || c.relname as name,
      array(select p.polname || ' for ' || case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert'
          when 'w' then 'update' else 'delete' end
        || ' to ' || case when p.polroles = '{0}' then 'everyone' when p.polroles = array[c.relowner] then 'its owner' else p.polroles::regrole[]::text end
        || ' using ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '-')
        || coalesce(' with check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
        from pg_policy p where p.polrelid = c.oid and p.polpermissive order by 1) as permissive,
      array(select p.polname || ' for ' || case p.polcmd when '*' then 'all' when 'r' then 'select' when 'a' then 'insert'
          when 'w' then 'update' else 'delete' end
        || ' to ' || case when p.polroles = '{0}' then 'everyone' when p.polroles = array[c.relowner] then 'its owner' else p.polroles::regrole[]::text end
        || ' using ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '-')
        || coalesce(' with check ' || pg_get_expr(p.polwithcheck, p.polrelid), '')
        from pg_policy p where p.polrelid = c.oid and not p.polpermissive order by 1) as restrictive,
      array(select t.tgname::text from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal
        and t.tgenabled = 'O' order by 1) as triggers,
      exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgisinternal and t.tgenabled <> 'O') as "unenforced",
      array(select r.rulename::text from pg_rewrite r where r.ev_class = c.oid and r.rulename <> '_RETURN') as rules
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where (n.nspname = 'public' and c.relkind in ('r', 'p')) or (n.nspname = 'ledger' and c.relname in ('seals', 'outdated'))
    order by 1`;
  const [set] = await sql<{ form: boolean }[]>`
    select has_function_privilege('public', 'pg_catalog.set_config(text, text, boolean)', 'execute') as form`;
  const form = set?.form ? PINNED : SETTINGS;
  return tables
    .filter(({ name }) => !exceptions.includes(name))
    .flatMap((table) => [...policyViolations(table, form), ...triggerViolations(table)]);
}

interface Guards {
  readonly name: string;
  readonly permissive: readonly string[];
  readonly restrictive: readonly string[];
  readonly triggers: readonly string[];
  /** A reference that is not checked. */
  readonly unenforced: boolean;
  readonly rules: readonly string[];
}

function policyViolations({ name, permissive, restrictive }: Guards, form: Form): string[] {
  const { rule, keepers } = form;
  const isLedger = name.startsWith("ledger.");
  const tenant = isLedger
    ? `tenant for select to everyone using ${rule}`
    : `tenant for all to everyone using ${rule} with check ${rule}`;
  const wanted = [...(keepers ? [keepers[isLedger ? 1 : 0]] : []), tenant].join();
  const found: string[] = [];
  if (oneLine(permissive) !== wanted)
    found.push(
      `${name} has other permissive policies than the house's: ${permissive.join(", ") || "none"}`,
    );
  const word = seenBy.get(name);
  if (!word && !isLedger) found.push(`${name} doesn't say who may see its rows`);
  const seen = word && restriction(name, word, form.audience);
  const others = ofOthers(form.audience);
  const closed = [
    ...(seen ? [`audience for select to everyone using ${seen}`] : []),
    ...(word
      ? [
          `deleting for delete to everyone using ${others}`,
          `inserting for insert to everyone using - with check ${addition(word, form.audience)}`,
          `updating for update to everyone using ${others}`,
        ]
      : []),
  ];
  if (oneLine(restrictive) !== closed.join())
    found.push(
      `${name} has other restrictive policies than the house's: ${restrictive.join(", ") || "none"}`,
    );
  return found;
}

/** Postgres breaks lines in a subquery. */
function oneLine(policies: readonly string[]): string {
  return policies.join().replace(/\s+/g, " ");
}

function triggerViolations({ name, triggers, unenforced, rules }: Guards): string[] {
  const found: string[] = [];
  for (const trigger of triggersOf(name))
    if (!triggers.includes(trigger)) found.push(`${name} lacks the trigger ${trigger}`);
  if (unenforced) found.push(`${name} has references that are not checked`);
  if (rules.length > 0) found.push(`${name} has rules, which rewrite queries: ${rules.join(", ")}`);
  return found;
}
