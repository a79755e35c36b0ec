import { addressIn, type Database } from "@/db/platform/queries/databases";
import { withTenantRows } from "@/db/rows";
import { unsealTenant } from "@/db/seal";
import type { Holding } from "./holdings";
import { know } from "./survey";
import { isWorkedOn, type Known, type Trouble } from "./trouble";

/** Rows of tenants in databases where they do not live, and seals that nothing explains. */
export function holdingTroubles(holdings: readonly Holding[], known: Known): Trouble[] {
  return holdings.flatMap(({ database, tenants, sealed }) => [
    ...tenants
      .filter((id) => isStray(known, id, database))
      .map((id) => strayRows(database, id, known)),
    ...sealed
      .filter((id) => !isWorkedOn(known, id) && !isStray(known, id, database))
      .map((id) => leftSeal(database, id)),
  ]);
}

function isStray(known: Known, tenantId: string, database: Database): boolean {
  const home = known.tenants.find(({ id }) => id === tenantId);
  return home?.databaseId !== database.id && !isWorkedOn(known, tenantId);
}

function strayRows(database: Database, tenantId: string, known: Known): Trouble {
  const exists = known.tenants.some(({ id }) => id === tenantId);
  return {
    kind: "stray rows",
    subject: tenantId,
    sentence: `${database.name} has rows of ${tenantId}, ${exists ? "which lives elsewhere" : "a site there is not"}, and no work explains them.`,
    mending: {
      says: `remove the rows of ${tenantId} from ${database.name}`,
      removesData: true,
      async run() {
        if (!isStray(await know(), tenantId, database)) return;
        await withTenantRows(addressIn(database), tenantId, "write", (rows) => rows.clear());
        await unsealTenant(addressIn(database), tenantId);
      },
    },
  };
}

function leftSeal(database: Database, tenantId: string): Trouble {
  return {
    kind: "left seal",
    subject: tenantId,
    sentence: `${tenantId} is sealed in ${database.name}, so its site takes no changes, and nothing moves it.`,
    mending: {
      says: `take the seal off ${tenantId}`,
      removesData: false,
      async run() {
        if (!isWorkedOn(await know(), tenantId)) await unsealTenant(addressIn(database), tenantId);
      },
    },
  };
}
