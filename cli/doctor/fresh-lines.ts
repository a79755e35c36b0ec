import { env } from "@/base/env";
import { readSchema } from "@/db/migrate";
import { adminOf } from "@/db/servers";
import { makeTenantDatabase, removeDatabaseAndLogin } from "@/db/setup";
import { installationOn } from "@/jobs/installation";
import { type Line, linesOf } from "./catalogue";

let made: { readonly version: string; readonly lines: Promise<Line[]> } | undefined;

/** What a database that is migrated from nothing has; made once for each version, and dropped again. */
export async function freshLines(): Promise<Line[]> {
  const { version } = await readSchema("tenant");
  if (made?.version !== version) made = { version, lines: makeFresh() };
  return made.lines.catch((error: unknown) => {
    made = undefined;
    throw error;
  });
}

async function makeFresh(): Promise<Line[]> {
  const name = `${env().DATABASE_PREFIX}_doctor`;
  const admin = adminOf({ server: "" });
  const drop = () => removeDatabaseAndLogin(admin, name);
  try {
    await admin`select pg_advisory_lock(hashtextextended(${name}, 0))`;
    await drop();
    await makeTenantDatabase(installationOn(""), name);
    const sql = adminOf({ server: "", name });
    try {
      return await linesOf(sql);
    } finally {
      await sql.end({ timeout: 5 });
      await drop();
    }
  } finally {
    await admin.end({ timeout: 5 });
  }
}
