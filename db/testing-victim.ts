import postgres from "postgres";
import { hashEmail } from "@/base/tokens";
import { defaultSkin } from "@/themes/presets";
import { platform } from "./platform/door";
import { claimTenant } from "./platform/queries/founding";
import { openScope, type Scope } from "./scope";
import { urlOfDatabase } from "./setup";
import { addSite } from "./tenant/queries/site";
import { copyOfTemplate, testInstallation } from "./testing-server";

/** A tenant in a database of its own that a test may harm, with ways to harm it as an administrator. */
export interface Victim {
  readonly scope: Scope;
  readonly database: string;
  /** Runs statements on the server, with `DB` in the place of the database's name. */
  onServer(statements: string): Promise<void>;
  /** Runs statements within the database. */
  within(statements: string): Promise<void>;
  /** Ends its sessions. */
  terminate(): Promise<void>;
}

/**
 * Makes such a tenant in the installation of the running test file.
 * @param platformDatabase the name of the file's platform database
 */
export async function makeVictim(platformDatabase: string, slug: string): Promise<Victim> {
  const { adminUrl } = testInstallation();
  const database = platformDatabase.replace(/_platform$/, `_${slug.replaceAll("-", "_")}`);
  await copyOfTemplate("tenant", database);
  const run = async (url: string, statements: string) => {
    const sql = postgres(url, { max: 1, onnotice: () => {} });
    await sql.unsafe(statements.replaceAll("DB", database)).finally(() => sql.end());
  };
  await run(
    urlOfDatabase(adminUrl, platformDatabase),
    `insert into databases (kind, name) values ('own', '${database}')`,
  );
  const claim = { slug, databaseName: database, ownerEmailHash: hashEmail(slug), confirmed: true };
  const tenant = await platform.write((tx) => claimTenant(tx, claim));
  if (!tenant) throw new Error(`${slug} is taken.`);
  const scope = openScope(tenant, { kind: "system", reason: "test" });
  await scope.write((tx) => addSite(tx, slug, defaultSkin("vitrine")));
  return {
    scope,
    database,
    onServer: (statements) => run(adminUrl, statements),
    within: (statements) => run(urlOfDatabase(adminUrl, database), statements),
    terminate: () =>
      run(
        adminUrl,
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = 'DB'",
      ),
  };
}
