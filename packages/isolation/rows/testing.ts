import postgres from "postgres";
import { platform } from "@/db/platform/door";
import { claimTenant } from "@/db/platform/queries/founding";
import { openScope } from "@/db/scope";
import { namesOf } from "@/db/setup";
import { addSite } from "@/db/tenant/queries/site";
import type { Twins } from "@/db/testing";
import { testInstallation } from "@/db/testing-server";
import { defaultSkin } from "@/themes/presets";
import { readCatalogue } from "../catalogue";
import { furnish } from "../furnish";
import { plantRows } from "../plant";
import { Secrets } from "../secrets";
import { type Battlefield, layOutField, type Resident } from "./battlefield";

export interface TestField {
  readonly field: Battlefield;
  /** An administrator's connection to the attacked database. */
  readonly sql: postgres.Sql;
  end(): Promise<void>;
}

/** Two planted tenants, placed as the twins are; the twins themselves stay as they were. */
export async function layTestField({ ours, theirs, adminUrl }: Twins): Promise<TestField> {
  const secrets = new Secrets();
  const connections: postgres.Sql[] = [];
  const { tenantGroup, owner, platform: otherDatabase } = namesOf(testInstallation().prefix);
  const planted = async (
    name: string,
    databaseName: string,
  ): Promise<Resident & { sql: postgres.Sql }> => {
    const slug = `${name}-${ours.tenant.id.slice(0, 8)}`;
    const tenant = await platform.write((tx) =>
      claimTenant(tx, { slug, databaseName, ownerEmailHash: slug, confirmed: true }),
    );
    if (!tenant) throw new Error(`${slug} is taken.`);
    const scope = openScope(tenant, { kind: "system", reason: "test" });
    await scope.write((tx) => addSite(tx, slug, defaultSkin("vitrine")));
    await furnish(scope, slug);
    const sql = postgres(adminUrl(databaseName), { max: 1, onnotice: () => {} });
    connections.push(sql);
    const { tables } = await readCatalogue(sql);
    await plantRows(sql, tables, tenant, secrets);
    return { id: tenant.id, slug, sql };
  };
  const mine = await planted("mine", ours.tenant.database.name);
  const field = await layOutField({
    mine,
    theirs: await planted("other", theirs.tenant.database.name),
    login: ours.tenant.database.name,
    group: tenantGroup,
    owner,
    otherDatabase,
    secrets,
  });
  return {
    field,
    sql: mine.sql,
    async end() {
      for (const connection of connections) await connection.end();
    },
  };
}
