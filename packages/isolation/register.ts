import postgres from "postgres";
import type { Tenant } from "@/db/scope";
import { urlOfDatabase } from "@/db/setup";
import { literal, quoted } from "./catalogue";
import type { Product } from "./installation";
import { makeCanary, type Secrets } from "./secrets";

/** What the platform's database says of tenants, seen by an administrator. */
export interface Register {
  /** Puts lines about a tenant with canaries into the platform's tables: finished work and the audit log. */
  plant(tenant: Tenant, secrets: Secrets): Promise<void>;
  /** A hash for each table that names tenants, over this tenant's rows. */
  print(tenantId: string): Promise<string[]>;
  /** Ids of the platform's rows about a tenant, for addresses and forms that take one. */
  idsOf(tenantId: string): Promise<{ readonly place: string; readonly id: string }[]>;
  /** Gives an operator a session with its second factor, as a link and a code would. */
  signOperatorIn(email: string, tokenHash: string): Promise<void>;
  /** Resets all rate counters, so that a limit does not hide what is behind it. */
  forgetAttempts(): Promise<void>;
  end(): Promise<void>;
}

/** Columns that the worker updates from time to time, so a change of them is no finding. */
const VOLATILE = ["item_count", "bytes", "measured_at"];

export async function openRegister({ installation, names }: Product): Promise<Register> {
  const sql = postgres(urlOfDatabase(installation.adminUrl, names.platform), {
    max: 1,
    onnotice: () => {},
  });
  const tables = await sql<{ name: string; column: string }[]>`
    select c.relname::text as name, a.attname::text as column from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and (a.attname = 'tenant_id' or (c.relname = 'tenants' and a.attname = 'id')) order by 1`;
  const idsOf = async (tenantId: string) => {
    const withId = await sql<{ name: string }[]>`
        select c.relname::text as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('id', 'tenant_id') and a.atttypid = 'uuid'::regtype) = 2`;
    const found: { place: string; id: string }[] = [];
    for (const { name } of withId)
      for (const { id } of await sql.unsafe<{ id: string }[]>(
        `select id::text as id from ${quoted(name)} where tenant_id = $1`,
        [tenantId],
      ))
        found.push({ place: `platform ${name}.id`, id });
    return found;
  };
  return {
    async plant(tenant, secrets) {
      const [step, reason, note] = [makeCanary(), makeCanary(), makeCanary()];
      const [window, incident] = [makeCanary(), makeCanary()];
      for (const [place, canary] of [
        ["platform operations.step", step],
        ["platform operations.reason", reason],
        ["platform audit.reason", note],
      ] as const)
        secrets.learn(tenant.slug, place, canary);
      // Only members of the site may see it.
      secrets.learn(tenant.slug, "platform maintenance_windows.text", window, true);
      secrets.learn(tenant.slug, "platform incidents.title", incident, true);
      await sql.begin(async (tx) => {
        // Turns triggers off, so that the worker gets no job for this finished operation.
        await tx`set local session_replication_role = replica`;
        await tx`insert into operations (kind, tenant_id, slug, state, step, reason, ordered_by, started_at, ended_at)
          values ('backup', ${tenant.id}, ${tenant.slug}, 'failed', ${step}, ${reason}, 'owner', now(), now())`;
        await tx`insert into audit (actor, tenant_id, slug, action, reason)
          values ('owner', ${tenant.id}, ${tenant.slug}, 'backup', ${note})`;
        // Shown only in this tenant's studio: maintenance announced for it, and an incident of its own
        // database.
        await tx`insert into maintenance_windows (id, components, text, concerns, tenant_id, begins_at, ends_at)
          values (gen_random_uuid(), '{own}', ${window}, 'tenant', ${tenant.id}, now(), now() + interval '1 day')`;
        await tx`insert into incidents (subject, database_id, components, title, automatic, state)
          select 'database:' || d.id, d.id, '{own}', ${incident}, false, 'identified'
          from databases d join tenants t on t.database_id = d.id where t.id = ${tenant.id} and d.kind = 'own'`;
      });
      for (const { place, id } of await idsOf(tenant.id)) secrets.learn(tenant.slug, place, id);
    },
    async print(tenantId) {
      const parts = tables.map(
        ({ name, column }) =>
          `select ${literal(name)} as name, md5(coalesce(string_agg((to_jsonb(t) - ${literal(`{${VOLATILE.join(",")}}`)}::text[])::text, '|' order by t::text), '')) as hash from ${quoted(name)} t where ${quoted(column)} = $1`,
      );
      const rows = await sql.unsafe<{ name: string; hash: string }[]>(parts.join(" union all "), [
        tenantId,
      ]);
      return rows.map(({ name, hash }) => `platform ${name} ${hash}`);
    },
    idsOf,
    async signOperatorIn(email, tokenHash) {
      await sql`insert into operators (email, secret, enrolled_at) values (${email}, 'none', now()) on conflict do nothing`;
      await sql`insert into operator_tokens (token_hash, email, kind, second_factor_at, expires_at)
        values (${tokenHash}, ${email}, 'session', now(), now() + interval '1 hour')`;
    },
    async forgetAttempts() {
      await sql`delete from rates`;
    },
    async end() {
      await sql.end();
    },
  };
}
