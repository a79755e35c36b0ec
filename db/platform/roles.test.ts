import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { rolePassword } from "@/base/env";
import { migrate } from "../migrate";
import { refuseOlderPlatform } from "../pools/schema";
import { namesOf, urlOfDatabase } from "../setup";
import { copyOfTemplate, dropDatabase, testInstallation } from "../testing-server";
import type { DirectoryReadTx, DirectoryWriteTx } from "./directory";
import type { PlatformReadTx, PlatformWriteTx } from "./door";
import type { findOperator } from "./queries/operators";
import type { findTenant } from "./queries/tenants";
import { lookAt } from "./testing-rights";

/** What each role may, by hand: guard.sql is held to it. */
const GRANTS: Readonly<Record<"public" | "console", Readonly<Record<string, string>>>> = {
  public: {
    audit: "insert, select",
    blocked_addresses: "select(email_hash)",
    certificates: "select",
    complaints: "insert, select",
    component_days: "select",
    databases: "insert, select, update(state)",
    incident_updates: "select",
    incidents: "select",
    isolation_runs: "select",
    kept_names: "delete, insert, select, update",
    maintenance_windows: "select",
    operations: "insert, select, update(ended_at error run_at state)",
    ownerships: "insert, select",
    rates: "delete, insert, select, update",
    samples: "select",
    stacks: "select(name origin)",
    tenants:
      "delete, insert, select(confirmed_at created_at database_id id purge_at slug state), update(confirmed_at purge_at slug state)",
  },
  console: {
    audit: "insert, select",
    blocked_addresses: "delete, insert, select",
    certificates: "insert, select",
    complaints: "delete, select, update(decided_at decided_by decision reason)",
    component_days: "delete, insert, select, update",
    databases: "delete, insert, select, update",
    incident_updates: "insert, select",
    incidents: "insert, select, update",
    instances: "delete, insert, select, update",
    isolation_runs: "insert, select",
    kept_names: "delete, insert, select, update",
    maintenance_windows: "insert, select, update",
    operations: "delete, insert, select, update",
    operator_tokens: "delete, insert, select, update",
    operators: "delete, insert, select, update",
    ownerships: "delete, insert, select",
    samples: "delete, insert, select",
    stacks: "delete, insert, select, update",
    tenants: "delete, insert, select, update",
    watched_databases: "insert, select, update",
    window_letters: "delete, insert, select, update",
  },
};

const ABOUT = "(( SELECT about() AS about))::uuid";
const HOME = `(database_id = ( SELECT tenants.database_id FROM tenants WHERE (tenants.id = ${ABOUT})))`;

/** Which rows the public role sees and changes; the console sees all. */
const PUBLIC_ROWS = [
  `audit insert: - | (tenant_id = ${ABOUT})`,
  `audit select: (tenant_id = ${ABOUT})`,
  "blocked_addresses select: (email_hash = ( SELECT about() AS about))",
  `certificates select: ((id = ${ABOUT}) OR (tenant_id = ${ABOUT}))`,
  `complaints insert: - | ((tenant_id = ${ABOUT}) AND (decision IS NULL))`,
  `complaints select: (tenant_id = ${ABOUT})`,
  "component_days select: true",
  "databases insert: - | ((kind = 'own'::text) AND (state = 'preparing'::text))",
  "databases select: true",
  "databases update: ((kind = 'own'::text) AND (state = ANY (ARRAY['spare'::text, 'ready'::text])) AND (NOT (EXISTS ( SELECT FROM tenants WHERE (tenants.database_id = databases.id)))))",
  "incident_updates select: (incident_id IN ( SELECT incidents.id FROM incidents))",
  `incidents select: ((database_id IS NULL) OR ${HOME})`,
  "isolation_runs select: true",
  `kept_names delete: ((tenant_id = ${ABOUT}) OR (until <= now()))`,
  `kept_names insert: - | (tenant_id = ${ABOUT})`,
  "kept_names select: true",
  `kept_names update: ((tenant_id = ${ABOUT}) OR (until <= now())) | (tenant_id = ${ABOUT})`,
  `maintenance_windows select: ((concerns = 'all'::text) OR (tenant_id = ${ABOUT}) OR ${HOME})`,
  `operations insert: - | ((tenant_id = ${ABOUT}) AND (kind = ANY (ARRAY['create'::text, 'settle'::text, 'move'::text, 'export'::text, 'purge'::text, 'end-support'::text, 'mirror'::text, 'bulk-edit'::text, 'intake'::text, 'undo'::text, 'paper'::text, 'message'::text])))`,
  `operations select: ((tenant_id = ${ABOUT}) OR (id = ${ABOUT}))`,
  `operations update: (tenant_id = ${ABOUT})`,
  `ownerships insert: - | (tenant_id = ${ABOUT})`,
  "ownerships select: (email_hash = ( SELECT about() AS about))",
  "rates all: true",
  "samples select: true",
  "stacks select: true",
  `tenants delete: ((id = ${ABOUT}) AND (state = 'founding'::text))`,
  `tenants insert: - | ((id = ${ABOUT}) AND (state = 'founding'::text))`,
  "tenants select: true",
  `tenants update: (id = ${ABOUT})`,
];

/** Until no process of the version before can run, the login may what it could; no more than this. */
const LOGIN_ONLY_GROWS = ["audit", "certificates", "isolation_runs"];

describe("the roles of the platform's database", () => {
  let sql: postgres.Sql;
  let name: string;
  let tables: string[];

  beforeAll(async () => {
    const { prefix, adminUrl } = testInstallation();
    name = `${prefix}_roles_platform`;
    await copyOfTemplate("platform", name);
    sql = postgres(urlOfDatabase(adminUrl, name), { max: 1, onnotice: () => {} });
    const rows = await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`;
    tables = rows.map((row) => row.name);
  });
  afterAll(async () => {
    await sql?.end();
    await dropDatabase(name);
  });

  test("each may what the table says, row by row, and nobody else anything", async () => {
    expect(await lookAt(sql, name)).toEqual(expected(tables));
  });

  test.each([
    ["a table too many", "grant select on operators to @public@"],
    ["a command too many", "grant delete on audit to @console@"],
    ["a column too many", "grant select (bytes) on tenants to @public@"],
    ["a right for everyone", "grant select on operator_tokens to public"],
    ["a policy gone", "drop policy seen on audit"],
    ["a policy that lets all rows through", "alter policy found on ownerships using (true)"],
    ["a policy for one role more", "alter policy console on operators to @console@, @public@"],
    ["row-level security switched off", "alter table operations disable row level security"],
    ["a role that can log in", "alter role @public@ login"],
    ["a role that reaches around policies", "alter role @console@ bypassrls"],
    ["a role that is another's", "grant @console@ to @public@"],
    ["a login that has the roles' rights at all times", "alter role @login@ inherit"],
    [
      "settings that a query may change",
      "grant execute on function pg_catalog.set_config(text, text, boolean) to public",
    ],
    [
      "a function with its owner's rights for all",
      "grant execute on function count_other_windows() to public",
    ],
    [
      "the directory's function with more rights",
      "alter function tenant_named(text) owner to @console@",
    ],
    [
      "the directory's function for a role",
      "grant execute on function tenant_named(text) to @console@",
    ],
  ])("the contract catches %s", async (_, mutant) => {
    const broken = new Error("rolled back");
    const inMutant = sql.begin(async (tx) => {
      await tx.unsafe(
        mutant
          .replaceAll("@public@", `${name}_public`)
          .replaceAll("@console@", `${name}_console`)
          .replaceAll("@login@", name),
      );
      expect(await lookAt(tx, name)).not.toEqual(expected(tables));
      throw broken;
    });
    await expect(inMutant).rejects.toBe(broken);
  });

  test("an installation of the version before is brought up by its guard, and its processes go on", async () => {
    const { prefix, adminUrl, secret } = testInstallation();
    const login = new URL(urlOfDatabase(adminUrl, name));
    Object.assign(login, { username: name, password: rolePassword(name, secret) });
    const old = postgres(login.toString(), { max: 1, onnotice: () => {} });
    for (const table of tables)
      await sql.unsafe(
        `alter table ${table} disable row level security; drop policy login on ${table}`,
      );
    for (const role of [`${name}_public`, `${name}_console`])
      await sql.unsafe(`drop owned by ${role}; drop role ${role}`);
    await sql.unsafe(
      `alter role ${name} inherit; delete from ledger.migrations where name = 'guard'`,
    );
    await expect(refuseOlderPlatform(old, name)).rejects.toMatchObject({ updating: true });
    const url = urlOfDatabase(adminUrl, name);
    await migrate({ url, side: "platform", owner: namesOf(prefix).owner, runtime: name });
    expect(await lookAt(sql, name)).toEqual(expected(tables));
    await refuseOlderPlatform(old, name);
    await sql.unsafe("alter function tenant_named(text) rename to tenant_called");
    await expect(refuseOlderPlatform(old, name)).rejects.toMatchObject({ updating: true });
    await sql.unsafe("alter function tenant_called(text) rename to tenant_named");
    expect(
      await old`insert into operators (email, secret) values ('ann@example.com', '') returning email`,
    ).toHaveLength(1);
    await old.end();
  });

  test("a transaction of the directory is none of the console's; the console's serves for both", () => {
    expectTypeOf<DirectoryReadTx>().not.toExtend<PlatformReadTx>();
    expectTypeOf<DirectoryWriteTx>().not.toExtend<PlatformWriteTx>();
    expectTypeOf<PlatformWriteTx>().toExtend<DirectoryWriteTx>();
    expectTypeOf<DirectoryReadTx>().not.toExtend<Parameters<typeof findOperator>[0]>();
    expectTypeOf<DirectoryReadTx>().toExtend<Parameters<typeof findTenant>[0]>();
  });
});

function expected(tables: readonly string[]): string[] {
  return [
    ...(["public", "console"] as const).flatMap((role) =>
      Object.entries(GRANTS[role]).map(([table, rights]) => `${role} may ${table}: ${rights}`),
    ),
    ...tables.map((table) => {
      const change = LOGIN_ONLY_GROWS.includes(table)
        ? "insert, select"
        : "delete, insert, select, update";
      return `login may ${table}: ${change}`;
    }),
    ...tables.flatMap((table) => [
      `rows for console, ${table} all: true`,
      `rows for login, ${table} all: true`,
    ]),
    ...PUBLIC_ROWS.map((line) => `rows for public, ${line}`),
    ...["console", "public"].map((role) => `login takes on ${role}, and else has nothing of it`),
    "console, public execute count_other_windows() as the owner",
    "login execute tenant_named(text) as public",
  ].sort();
}
