import { env } from "@/base/env";
import { readSchema } from "@/db/migrate";
import { adminOf } from "@/db/servers";
import { makeTenantDatabase, removeDatabaseAndLogin } from "@/db/setup";
import { installationOn } from "@/jobs/installation";
import { type SchemaPart, schemaPartsOf } from "./catalogue";

let made: { readonly version: string; readonly lines: Promise<SchemaPart[]> } | undefined;

/** The schema of an empty database that was migrated a moment ago. Made once for each version, then dropped. */
export async function freshSchemaParts(): Promise<SchemaPart[]> {
  const { version } = await readSchema("tenant");
  if (made?.version !== version) made = { version, lines: makeFresh() };
  return made.lines.catch((error: unknown) => {
    made = undefined;
    throw error;
  });
}

async function makeFresh(): Promise<SchemaPart[]> {
  const name = `${env().DATABASE_PREFIX}_doctor`;
  const admin = adminOf({ server: "" });
  const drop = () => removeDatabaseAndLogin(admin, name);
  try {
    await admin`select pg_advisory_lock(hashtextextended(${name}, 0))`;
    await drop();
    await makeTenantDatabase(installationOn(""), name);
    const sql = adminOf({ server: "", name });
    try {
      return await schemaPartsOf(sql);
    } finally {
      await sql.end({ timeout: 5 });
      await drop();
    }
  } finally {
    await admin.end({ timeout: 5 });
  }
}
