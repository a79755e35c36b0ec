import type postgres from "postgres";
import { env } from "@/base/env";
import type { Twins } from "@/db/testing";
import { onto } from "./testing";

/** What an administrator does beside the doctor, on the server of a test. */
export function administratorOf(twins: () => Twins) {
  const inside = (name: string, work: (sql: postgres.Sql) => Promise<unknown>) =>
    onto(twins().adminUrl(name), work);
  const admin = (work: (sql: postgres.Sql) => Promise<unknown>) => inside("postgres", work);
  const platformSql = (work: (sql: postgres.Sql) => Promise<unknown>) =>
    inside(`${env().DATABASE_PREFIX}_platform`, work);
  const isThere = async (name: string) => {
    let rows = 0;
    await admin(async (sql) => {
      rows = (await sql`select 1 from pg_database where datname = ${name}`).length;
    });
    return rows > 0;
  };
  return { inside, admin, platformSql, isThere };
}
