import { env } from "@/base/env";
import { versionOf } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import { type Database, findDatabase } from "@/db/platform/queries/databases";
import { namesOf, removeDatabaseAndLogin } from "@/db/setup";
import { rowTroubles } from "./database-rows";
import { nameOf, onServer } from "./on-server";
import { oldTemplate, spareTroubles } from "./stock";
import type { Register, Server, Trouble } from "./trouble";

/**
 * Databases and roles without a row, rows without a database, roles with too many rights, old templates, too
 * few spares.
 */
export async function databaseTroubles(server: Server, register: Register): Promise<Trouble[]> {
  const rows = register.databases.filter((row) => row.server === server.server);
  const current = `${env().DATABASE_PREFIX}_template_${(await versionOf("tenant")).split(" ")[1]}`;
  return [
    ...server.databases
      .filter((name) => !rows.some((row) => row.name === name))
      .map((name) => unknownDatabase(server.server, name)),
    ...server.roles
      .filter(({ name }) => isLeftRole(name, server, rows))
      .map(({ name }) => leftRole(server.server, name)),
    ...rows.flatMap((row) => rowTroubles(row, server, register)),
    ...server.templates
      .filter((name) => name !== current)
      .map((name) => oldTemplate(server.server, name)),
    ...(server.server === "" ? await spareTroubles(register) : []),
  ];
}

function unknownDatabase(server: string, name: string): Trouble {
  return {
    kind: "unknown database",
    subject: name,
    sentence: `${name} is on ${nameOf(server)} and the platform knows nothing of it.`,
    mending: {
      says: `drop the database ${name} with its login role and everything in it`,
      removesData: true,
      async run() {
        if (await platform.read((tx) => findDatabase(tx, name))) return;
        await onServer(server, (admin) => removeDatabaseAndLogin(admin, name));
      },
    },
  };
}

function isLeftRole(name: string, { databases, templates }: Server, rows: readonly Database[]) {
  const names = Object.values(namesOf(env().DATABASE_PREFIX)).slice(0, 3);
  return (
    !names.includes(name) &&
    !databases.includes(name) &&
    !templates.includes(name) &&
    !rows.some((row) => row.name === name)
  );
}

function leftRole(server: string, name: string): Trouble {
  return {
    kind: "unknown role",
    subject: name,
    sentence: `The login role ${name} on ${nameOf(server)} belongs to no database.`,
    mending: {
      says: `drop the role ${name}, which owns nothing`,
      removesData: false,
      run: () =>
        onServer(server, async (admin) => {
          await admin.unsafe(`drop role if exists ${name}`);
        }),
    },
  };
}
