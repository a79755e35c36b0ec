import type { Database } from "@/db/platform/queries/databases";
import { asOwnRole } from "@/db/servers";
import { renewRole } from "./roles";
import type { Trouble } from "./trouble";

/** A login whose derived password does not open its database. */
export async function loginTroubles(database: Database): Promise<Trouble[]> {
  const { name, generation } = database;
  const sql = asOwnRole(database);
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
