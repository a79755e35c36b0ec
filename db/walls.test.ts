import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rolePassword } from "@/base/env";
import { prepareInstallation, prepareTenantDatabase, urlOfDatabase } from "./setup";
import { testInstallation } from "./testing-server";

/** An installation of its own with a pool and two own databases, made as setup makes them. */
describe("logins and databases of an installation", () => {
  let admin: postgres.Sql;
  let prefix: string;
  let logins: string[];
  const installation = () => ({ ...testInstallation(), prefix });

  beforeAll(async () => {
    prefix = `${testInstallation().prefix}_walls`;
    const { platform, pool } = await prepareInstallation(installation());
    logins = [platform, pool, `${prefix}_own_1`, `${prefix}_own_2`];
    for (const name of logins.slice(2)) await prepareTenantDatabase(installation(), name, "own");
    admin = postgres(testInstallation().adminUrl, { max: 1 });
  });
  afterAll(() => admin?.end());

  test("each login may connect to the database of its name and to no other on the server", async () => {
    const rows = await admin<{ login: string; databases: string[] }[]>`
      select rolname as login, array_agg(datname order by datname) as databases
      from pg_roles cross join pg_database
      where rolname = any(${logins}) and has_database_privilege(rolname, pg_database.oid, 'connect')
        and datallowconn
        -- Leaves out databases of other runs, which are open to all for a moment after their creation.
        and (datname like ${`${prefix}%`} or datname in ('postgres', 'template1'))
      group by rolname order by rolname`;
    expect(rows).toEqual(logins.toSorted().map((login) => ({ login, databases: [login] })));
  });

  test("no login is a member of another, the platform's takes on its two roles alone, and the owner of the tables can't log in", async () => {
    const members = await admin<{ member: string; of: string }[]>`
      select m.rolname as member, r.rolname as of from pg_auth_members am
      join pg_roles r on r.oid = am.roleid join pg_roles m on m.oid = am.member
      where m.rolname = any(${logins})`;
    const ofPlatform = members.filter(({ member }) => member === logins[0]).map(({ of }) => of);
    expect(ofPlatform.sort()).toEqual([`${logins[0]}_console`, `${logins[0]}_public`]);
    expect(members.filter(({ member }) => member !== logins[0]).map(({ of }) => of)).toEqual(
      logins.slice(1).map(() => `${prefix}_tenant`),
    );
    const [owner] =
      await admin`select rolcanlogin from pg_roles where rolname = ${`${prefix}_owner`}`;
    expect(owner).toEqual({ rolcanlogin: false });
  });

  test.each([
    ["an own database", "the pool", 2, 1],
    ["an own database", "another own database", 2, 3],
    ["an own database", "the platform", 2, 0],
    ["the pool", "an own database", 1, 2],
    ["the pool", "the platform", 1, 0],
  ])("the login of %s is turned away by %s", async (_, __, from, to) => {
    const login = logins[from] ?? "";
    const { host } = new URL(installation().adminUrl);
    const url = urlOfDatabase(
      `postgres://${login}:${rolePassword(login, installation().secret)}@${host}`,
      logins[to] ?? "",
    );
    const sql = postgres(url, { max: 1 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "42501" });
    await sql.end();
  });

  test.each(["postgres", "template1"])("no login may connect to %s", async (database) => {
    const login = logins[2] ?? "";
    const { host } = new URL(installation().adminUrl);
    const password = rolePassword(login, installation().secret);
    const sql = postgres(`postgres://${login}:${password}@${host}/${database}`, { max: 1 });
    await expect(sql`select 1`).rejects.toMatchObject({ code: "42501" });
    await sql.end();
  });
});
