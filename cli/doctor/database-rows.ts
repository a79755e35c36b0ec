import { platform } from "@/db/platform/door";
import { type Database, findDatabase, removeDatabase } from "@/db/platform/queries/databases";
import { dropDatabase } from "@/jobs/databases";
import { nameOf, onServer } from "./on-server";
import { roleTroubles } from "./roles";
import { readRegister } from "./survey";
import type { Register, Server, Trouble } from "./trouble";

/** After how long a database in the state `preparing` counts as left behind, in milliseconds. */
const MAKING = 10 * 60 * 1000;

/** What is wrong with one database that the platform knows. */
export function rowTroubles(row: Database, server: Server, register: Register): Trouble[] {
  const { name } = row;
  const isThere = server.databases.includes(name);
  if (row.state === "preparing") {
    const isMade = register.work.some(({ input }) => JSON.stringify(input).includes(name));
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
    const isRemoved = register.work.some(({ input }) => JSON.stringify(input).includes(name));
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
  return isThere ? [...emptyTroubles(row, register), ...roleTroubles(row, server)] : [];
}

/** Reports an own database without a tenant, unless an unfinished operation names it. */
function emptyTroubles(row: Database, register: Register): Trouble[] {
  const { name, kind, state } = row;
  const isKept = register.work.some(({ input }) => JSON.stringify(input).includes(name));
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
          const now = await readRegister();
          const found = now.databases.find(({ id }) => id === row.id);
          if (found && emptyTroubles(found, now).length > 0) await dropDatabase(found);
        },
      },
    },
  ];
}

function dayOf({ createdAt }: Database): string {
  return createdAt.toISOString().slice(0, 10);
}
