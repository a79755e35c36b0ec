import { env } from "@/base/env";
import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import { type Database, findDatabase } from "@/db/platform/queries/databases";
import { findDirectoryLine, findStack, listStacks, type Stack } from "@/db/platform/queries/stacks";
import { readDirectory, writeDirectory } from "@/jobs/mirror";
import { groundOf, openDriver } from "@/jobs/stack-driver";
import { dropStack } from "@/jobs/stacks";
import type { Register, Trouble } from "./trouble";

/**
 * Stacks without rows, rows without stacks, stacks that no tenant or operation needs, and directories that
 * differ from the platform.
 */
export async function stackTroubles(register: Register): Promise<Trouble[]> {
  // The list is read before and after, so that a stack made or removed meanwhile is not reported.
  const before = await platform.read(listStacks);
  const standing = await findStackNames();
  const rows = await platform.read(listStacks);
  const troubles: Trouble[] = [];
  if (standing === null && rows.length > 0) troubles.push(noGround(rows));
  for (const name of standing ?? [])
    if (![...before, ...rows].some((row) => row.name === name)) troubles.push(strayStack(name));
  for (const stack of rows) {
    const home = homeIn(stack, register);
    if (home) {
      if (standing && !standing.includes(stack.name)) troubles.push(lostStack(stack));
      else troubles.push(...(await directoryTroubles(stack, home)));
    } else if (!isMadeOrRemoved(stack, register)) troubles.push(leftStack(stack));
  }
  return troubles;
}

/** The names of the stacks on the ground, or null if STACKS names no ground. */
async function findStackNames(): Promise<string[] | null> {
  const { STACKS } = env();
  return groundOf(STACKS) === null ? null : (await openDriver(STACKS)).list();
}

/** The database of a stack in which a tenant lives, or null. */
function homeIn({ name }: Stack, { databases }: Register): Database | null {
  return databases.find((one) => stackOn(one.server) === name && one.tenants > 0) ?? null;
}

/** Whether work that has not ended explains a stack that nobody lives in: a move, or the removal of an old copy. */
function isMadeOrRemoved({ name, tenantId }: Stack, { databases, work }: Register): boolean {
  const inside = databases.filter(({ server }) => stackOn(server) === name);
  return work.some(
    ({ kind, input, tenantId: id }) =>
      (id === tenantId && (kind === "move" || kind === "purge")) ||
      inside.some((database) => JSON.stringify(input).includes(database.id)),
  );
}

function noGround(rows: readonly Stack[]): Trouble {
  return {
    kind: "stacks without a ground",
    subject: "STACKS",
    sentence: `${rows.length} stacks are known and STACKS names no ground. Set it to ${rows[0]?.ground}.`,
    mending: null,
  };
}

function strayStack(name: string): Trouble {
  return {
    kind: "stray stack",
    subject: name,
    sentence: `The stack ${name} stands and the platform knows nothing of it.`,
    mending: {
      says: `remove the stack ${name} with all it holds`,
      removesData: true,
      async run() {
        if (await platform.read((tx) => findStack(tx, name))) return;
        const driver = await openDriver(env().STACKS);
        await driver.remove(name, UNWATCHED.progress, UNWATCHED.signal);
      },
    },
  };
}

function lostStack({ name, ground }: Stack): Trouble {
  return {
    kind: "lost stack",
    subject: name,
    sentence: `A site lives in the stack ${name}, and ${ground} has none of this name. Look there first; what is lost for good comes back from a backup.`,
    mending: null,
  };
}

function leftStack({ name }: Stack): Trouble {
  return {
    kind: "left stack",
    subject: name,
    sentence: `Nobody lives in the stack ${name}, and no work makes or removes it.`,
    mending: {
      says: `remove the stack ${name} with all it holds`,
      removesData: true,
      run: () => dropStack(name, UNWATCHED),
    },
  };
}

const UNWATCHED = { progress: async () => {}, signal: new AbortController().signal };

async function directoryTroubles({ name, tenantId }: Stack, home: Database): Promise<Trouble[]> {
  const wanted = await platform.read((tx) => findDirectoryLine(tx, tenantId));
  try {
    const said = await readDirectory(home.server);
    const [line] = said;
    const same =
      said.length === 1 &&
      line?.generation === home.generation &&
      line.database === home.name &&
      contentOf(line) === contentOf(wanted);
    return same ? [] : [otherDirectory(name, tenantId, home)];
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    return [
      {
        kind: "unreachable",
        subject: name,
        sentence: `The directory of the stack ${name} can't be looked into: ${why}`,
        mending: null,
      },
    ];
  }
}

function contentOf(line: Awaited<ReturnType<typeof findDirectoryLine>>): string {
  if (!line) return "";
  const { id, slug, state, confirmedAt, purgeAt } = line;
  return [id, slug, state, confirmedAt?.getTime(), purgeAt?.getTime()].join(" ");
}

function otherDirectory(name: string, tenantId: string, { name: database }: Database): Trouble {
  return {
    kind: "other directory",
    subject: name,
    sentence: `The directory of the stack ${name} says something else of its site than the platform does.`,
    mending: {
      says: `tell the stack ${name} what the platform says`,
      removesData: false,
      async run() {
        const home = await platform.read((tx) => findDatabase(tx, database));
        if (home) await writeDirectory(tenantId, home);
      },
    },
  };
}
