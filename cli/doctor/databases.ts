import { env } from "@/base/env";
import { versionOf } from "@/db/migrate";
import { platform } from "@/db/platform/door";
import { type Database, findDatabase, removeDatabase } from "@/db/platform/queries/databases";
import { adminOf } from "@/db/servers";
import { createDatabase, namesOf, removeDatabaseAndLogin } from "@/db/setup";
import { dropDatabase } from "@/jobs/databases";
import { installationOn } from "@/jobs/installation";
import { oldTemplate, spareTroubles } from "./stock";
import { know } from "./survey";
import type { Known, Server, Trouble } from "./trouble";

/** How long a database may be being made before it counts as left behind, in milliseconds. */
const MAKING = 10 * 60 * 1000;

/** Databases and roles without a row, rows without a database, roles that may too much, old templates, few spares. */
export async function databaseTroubles(server: Server, known: Known): Promise<Trouble[]> {
  const rows = known.databases.filter((row) => row.server === server.server);
  const current = `${env().DATABASE_PREFIX}_template_${(await versionOf("tenant")).split(" ")[1]}`;
  return [
    ...server.databases
      .filter((name) => !rows.some((row) => row.name === name))
      .map((name) => unknownDatabase(server.server, name)),
    ...server.roles
      .filter(({ name }) => isLeftRole(name, server, rows))
      .map(({ name }) => leftRole(server.server, name)),
    ...rows.flatMap((row) => rowTroubles(row, server, known)),
    ...server.templates
      .filter((name) => name !== current)
      .map((name) => oldTemplate(server.server, name)),
    ...(server.server === "" ? await spareTroubles(known) : []),
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

function rowTroubles(row: Database, server: Server, known: Known): Trouble[] {
  const { name } = row;
  const isThere = server.databases.includes(name);
  if (row.state === "preparing") {
    const isMade = known.work.some(({ input }) => JSON.stringify(input).includes(name));
    const isYoung = Date.now() - row.createdAt.getTime() < MAKING;
    if (isMade || isYoung || row.tenants > 0) return [];
    return [
      {
        kind: "half made",
        subject: name,
        sentence: `${name} was begun on ${dayOf(row)} and nothing makes it whole.`,
        mending: {
          says: `remove what there is of ${name}; nobody has lived in it`,
          removesData: false,
          run: () => dropDatabase(row),
        },
      },
    ];
  }
  if (!isThere && row.state !== "retiring")
    return [
      {
        kind: "missing database",
        subject: name,
        sentence:
          row.tenants > 0
            ? `${name} is not on ${nameOf(row.server)}, and ${row.tenants} sites live in it. Bring the database back from a copy of the server, or restore the sites from their backups.`
            : `${name} is not on ${nameOf(row.server)}; no site lives in it.`,
        mending:
          row.tenants > 0
            ? null
            : {
                says: `forget ${name}`,
                removesData: false,
                async run() {
                  await platform.write(async (tx) => {
                    const now = await findDatabase(tx, name);
                    if (now?.tenants === 0) await removeDatabase(tx, now.id);
                  });
                  await onServer(row.server, async (admin) => {
                    await admin.unsafe(`drop role if exists ${name}`);
                  });
                },
              },
      },
    ];
  if (row.state === "retiring") {
    const isRemoved = known.work.some(({ input }) => JSON.stringify(input).includes(name));
    if (isRemoved || row.tenants > 0) return [];
    return [
      {
        kind: "not removed",
        subject: name,
        sentence: `${name} is to be removed and no work is ordered that does it.`,
        mending: {
          says: `drop the database ${name}, which no site lives in, with everything in it`,
          removesData: true,
          run: () => dropDatabase(row),
        },
      },
    ];
  }
  return isThere ? [...emptyTroubles(row, known), ...roleTroubles(row, server)] : [];
}

/** An own database that a tenant has left is kept for as long as work that removes it is ordered. */
function emptyTroubles(row: Database, known: Known): Trouble[] {
  const { name, kind, state } = row;
  const isKept = known.work.some(({ input }) => JSON.stringify(input).includes(name));
  if (kind !== "own" || state !== "ready" || row.tenants > 0 || isKept) return [];
  return [
    {
      kind: "empty database",
      subject: name,
      sentence: `No site lives in ${name}, and no work is ordered that removes it.`,
      mending: {
        says: `drop the database ${name}, which no site lives in, with everything in it`,
        removesData: true,
        async run() {
          const now = await know();
          const found = now.databases.find(({ id }) => id === row.id);
          if (found && emptyTroubles(found, now).length > 0) await dropDatabase(found);
        },
      },
    },
  ];
}

function roleTroubles(row: Database, { roles }: Server): Trouble[] {
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

async function onServer(
  server: string,
  work: (admin: ReturnType<typeof adminOf>) => Promise<void>,
): Promise<void> {
  const admin = adminOf({ server });
  await work(admin).finally(() => admin.end({ timeout: 5 }));
}

function nameOf(server: string): string {
  return server || "the platform's server";
}

function dayOf({ createdAt }: Database): string {
  return createdAt.toISOString().slice(0, 10);
}
