import type { Document } from "./document";
import { bringsDatabase, databaseImageOf, OWN_SECRETS, type Placed, secretRef } from "./ground";
import { pooler, poolerBudget, poolerService } from "./pooler";
import { postgres, postgresService } from "./postgres";

/** Postgres on a volume and two PgBouncers before it, where the cluster brings the database. */
export function databaseDocuments(placed: Placed): readonly Document[] {
  const { deployment, app } = placed;
  if (!bringsDatabase(deployment)) return [];
  return [
    postgres({
      image: databaseImageOf(placed),
      size: app.database,
      storageClass: deployment.storageClass,
      env: [
        { name: "POSTGRES_PASSWORD", valueFrom: secretRef(OWN_SECRETS.postgres) },
        { name: "POOLER_PASSWORD", valueFrom: secretRef(OWN_SECRETS.pooler) },
      ],
      args: ["-c", "config_file=/etc/swingtag/postgresql.conf"],
    }),
    postgresService(),
    pooler(placed),
    poolerService(),
    poolerBudget(),
  ];
}
