import { platform } from "@/db/platform/door";
import { type Database, listAllDatabases } from "@/db/platform/queries/databases";
import { listServers } from "@/db/servers";
import { listFileOwners } from "@/server/photos/photo-files";
import { databaseTroubles } from "./databases";
import { freshSchemaParts } from "./fresh-lines";
import { type Holding, holdingOf } from "./holdings";
import { holdingTroubles } from "./leftovers";
import { loginTroubles } from "./logins";
import { platformTroubles, schemaTroubles } from "./schemas";
import { stackTroubles } from "./stacks";
import { fileTroubles } from "./stray-files";
import { workTroubles } from "./stray-work";
import { readRegister, survey } from "./survey";
import type { Trouble } from "./trouble";

export type { Trouble };

/** How many databases are looked into at a time. */
const PARALLEL = 4;

/**
 * Lists everything that is not as it should be: orphans of any kind, schemas that drifted, missing guards,
 * logins with too many rights, operations that no worker runs. Changes nothing. Work that runs meanwhile is not
 * reported.
 * @param onProgress told how many databases have been looked into
 */
export async function listTroubles(
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Trouble[]> {
  const troubles: Trouble[] = await platformTroubles();
  const fresh = await freshSchemaParts();
  const databases = (await platform.read(listAllDatabases)).filter(
    ({ state }) => state === "ready" || state === "spare",
  );
  const holdings: Holding[] = [];
  const owners = await listFileOwners();
  const queue = [...databases];
  let done = 0;
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const database = next;
      const found = await lookInto(database, async () => {
        holdings.push(await holdingOf(database));
        const schema = await schemaTroubles(database, fresh);
        return [...schema, ...(await loginTroubles(database))];
      });
      troubles.push(...found);
      onProgress(++done, databases.length);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  const servers = await Promise.allSettled(listServers().map(survey));
  // Read last, so that it explains what came or moved while the databases were read.
  const register = await readRegister();
  for (const [at, server] of listServers().entries()) {
    const seen = servers[at];
    if (seen?.status === "fulfilled")
      troubles.push(...(await databaseTroubles(seen.value, register)));
    else troubles.push(unreachable(server || "the platform's server", seen?.reason));
  }
  troubles.push(
    ...holdingTroubles(holdings, register),
    ...(await fileTroubles(owners, register)),
    ...(await workTroubles(register)),
    ...(await stackTroubles(register)),
  );
  return troubles.toSorted((one, other) => keyOf(one).localeCompare(keyOf(other)));
}

/** Mends one trouble, if it is still there. @throws Error when it can't be mended here */
export async function mend({ sentence, mending }: Trouble): Promise<void> {
  if (!mending) throw new Error(sentence);
  await mending.run();
}

/** A missing database gives no trouble here; the survey of its server reports it. */
async function lookInto(database: Database, look: () => Promise<Trouble[]>): Promise<Trouble[]> {
  try {
    return await look();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "3D000" ? [] : [unreachable(database.name, error)];
  }
}

function unreachable(subject: string, error: unknown): Trouble {
  const why = error instanceof Error ? error.message || error.name : String(error);
  return {
    kind: "unreachable",
    subject,
    sentence: `${subject} can't be looked into: ${why}`,
    mending: null,
  };
}

function keyOf({ kind, subject }: Trouble): string {
  return `${kind} ${subject}`;
}
