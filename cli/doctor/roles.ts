import { env } from "@/base/env";
import type { Database } from "@/db/platform/queries/databases";
import { createDatabase, namesOf } from "@/db/setup";
import { installationOn } from "@/jobs/installation";
import { onServer } from "./on-server";
import type { Server, Trouble } from "./trouble";

/** A login role that is missing, may too much or acts as another. */
export function roleTroubles(row: Database, { roles }: Server): Trouble[] {
  const { tenantGroup } = namesOf(env().DATABASE_PREFIX);
  const role = roles.find(({ name }) => name === row.name);
  const wrong = [
    !role && "is missing",
    role?.powerful && "may do what only an administrator may",
    role && !role.login && "may not log in",
    role && !role.groups.includes(tenantGroup) && `is not in ${tenantGroup}`,
    ...(role?.groups ?? [])
      .filter((group) => group !== tenantGroup)
      .map((group) => `acts as ${group} too`),
  ].filter((one) => typeof one === "string");
  if (wrong.length === 0) return [];
  return [
    {
      kind: "wrong role",
      subject: row.name,
      sentence: `The login role ${row.name} ${wrong.join(", ")}.`,
      mending: {
        says: `give the role ${row.name} what a tenant's login has, and nothing more`,
        removesData: false,
        run: () => renewRole(row, role?.groups ?? []),
      },
    },
  ];
}

/** The role as setup makes it, with the password of its generation. */
export async function renewRole(row: Database, groups: readonly string[] = []): Promise<void> {
  const { tenantGroup } = namesOf(env().DATABASE_PREFIX);
  await onServer(row.server, async (admin) => {
    for (const group of groups)
      if (group !== tenantGroup) await admin`revoke ${admin(group)} from ${admin(row.name)}`;
  });
  await createDatabase(installationOn(row.server), row.name, tenantGroup, null, row.generation);
}
