import type postgres from "postgres";
import { storedPassword } from "./pooler";
import type { Installation } from "./setup";

/** Names come from `namesOf` and are of a-z, 0-9 and _, so that they need no quoting. */
export async function createRole(
  admin: postgres.Sql,
  name: string,
  password: string | null,
): Promise<void> {
  const powerless = "nosuperuser nocreatedb nocreaterole noreplication nobypassrls";
  const login =
    password === null
      ? "nologin"
      : `login password '${await storedPassword(admin, name, password)}'`;
  const [found] = await admin<{ powerful: boolean }[]>`
    select rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls as powerful
    from pg_roles where rolname = ${name}`;
  // Only a superuser may write NOSUPERUSER.
  const attributes = found?.powerful === false ? "" : powerless;
  await admin.unsafe(`${found ? "alter" : "create"} role ${name} ${attributes} ${login}`);
  if (password === null) return;
  await admin.unsafe(`alter role ${name} set statement_timeout = '8s'`);
  await admin.unsafe(`alter role ${name} set lock_timeout = '5s'`);
  // A page asks for little of a large table, and beginning workers for it costs more than most answers.
  await admin.unsafe(`alter role ${name} set max_parallel_workers_per_gather = 0`);
  await admin.unsafe(`alter role ${name} set idle_in_transaction_session_timeout = '10s'`);
}

/** Grants a role to an administrator who is no superuser. A superuser may act as every role anyway. */
export async function actAs(admin: postgres.Sql, role: string): Promise<void> {
  const [found] = await admin<{ may: boolean }[]>`
    select pg_has_role(current_user, ${role}, 'usage') as may`;
  if (!found?.may) await admin.unsafe(`grant ${role} to current_user`);
}

/** @throws Error if the administrator can't build every wall, unless DATABASE_GUARD=managed accepts that */
export async function refuseWeakAdministrator(
  admin: postgres.Sql,
  guard: Installation["guard"] = "full",
): Promise<void> {
  const [role] = await admin<{ name: string; superuser: boolean; enough: boolean }[]>`
    select rolname::text as name, rolsuper as superuser, rolsuper or (rolcreaterole and rolcreatedb) as enough
    from pg_roles where rolname = current_user`;
  if (!role?.enough)
    throw new Error(
      `The user ${role?.name} may not set up Swingtag: DATABASE_URL needs an administrator who may create roles and databases.`,
    );
  if (guard === "full" && !role.superuser)
    throw new Error(
      `The administrator ${role.name} is no superuser and can't revoke set_config. Give a superuser, or, where a managed server has none, set DATABASE_GUARD=managed.`,
    );
}
