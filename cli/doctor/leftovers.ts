import { addressIn, type Database } from "@/db/platform/queries/databases";
import { withTenantRows } from "@/db/rows";
import { unsealTenant } from "@/db/seal";
import type { Holding } from "./holdings";
import { readRegister } from "./survey";
import { isWorkedOn, type Register, type Trouble } from "./trouble";

/** Rows of tenants in databases that are not their home, and seals that no running operation explains. */
export function holdingTroubles(holdings: readonly Holding[], register: Register): Trouble[] {
  return holdings.flatMap(({ database, tenants, sealed }) => [
    ...tenants
      .filter((id) => isStray(register, id, database))
      .map((id) => strayRows(database, id, register)),
    ...sealed
      .filter((id) => !isWorkedOn(register, id) && !isStray(register, id, database))
      .map((id) => leftSeal(database, id)),
  ]);
}

function isStray(register: Register, tenantId: string, database: Database): boolean {
  const home = register.tenants.find(({ id }) => id === tenantId);
  return home?.databaseId !== database.id && !isWorkedOn(register, tenantId);
}

function strayRows(database: Database, tenantId: string, register: Register): Trouble {
  const exists = register.tenants.some(({ id }) => id === tenantId);
  return {
    kind: "stray rows",
    subject: tenantId,
    sentence: `${database.name} has rows of ${tenantId}, ${exists ? "which lives elsewhere" : "a site there is not"}, and no work explains them.`,
    mending: {
      says: `remove the rows of ${tenantId} from ${database.name}`,
      removesData: true,
      async run() {
        if (!isStray(await readRegister(), tenantId, database)) return;
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
        if (!isWorkedOn(await readRegister(), tenantId))
          await unsealTenant(addressIn(database), tenantId);
      },
    },
  };
}
