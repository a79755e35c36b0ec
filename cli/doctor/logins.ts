import postgres from "postgres";
import { rolePassword } from "@/base/env";
import { secretOn } from "@/base/stack";
import type { Database } from "@/db/platform/queries/databases";
import { adminUrlOf } from "@/db/servers";
import { tlsOf } from "@/db/tls";
import { renewRole } from "./roles";
import type { Trouble } from "./trouble";

/** A login whose derived password does not open its database. */
export async function loginTroubles(database: Database): Promise<Trouble[]> {
  const { name, server, generation } = database;
  const url = new URL(adminUrlOf(server));
  const sql = postgres({
    host: url.hostname,
    port: Number(url.port || 5432),
    database: name,
    username: name,
    password: rolePassword(name, secretOn(server), generation),
    ssl: tlsOf(url),
    max: 1,
    connect_timeout: 5,
    fetch_types: false,
    onnotice: () => {},
  });
  try {
    await sql`select 1`;
    return [];
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!REFUSED.includes(code)) throw error;
    return [
      {
        kind: "refused login",
        subject: name,
        sentence: `${name} does not open with the password of generation ${generation}.`,
        mending: {
          says: `give the role ${name} the password of generation ${generation} and the right to connect`,
          removesData: false,
          run: () => renewRole(database),
        },
      },
    ];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** SQLSTATE: wrong password, no such login, no right to connect. */
const REFUSED = ["28P01", "28000", "42501"];
