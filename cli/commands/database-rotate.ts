import { platform } from "@/db/platform/door";
import { type Database, listAllDatabases } from "@/db/platform/queries/databases";
import { rotatePassword } from "@/db/rotate";
import { barOn } from "../bar";
import type { Answer, Context } from "../context";
import { missing, usage } from "../exits";

/** `databases rotate`, of one or of all. @throws Ending when there is no such database */
export async function rotate(
  { terminal }: Context,
  name: string | undefined,
  everyOne: boolean,
): Promise<Answer> {
  if ((name === undefined) === !everyOne)
    throw usage("Name one database, or say --all for every one of them.");
  const all = (await platform.read(listAllDatabases)).filter(({ state }) => state !== "preparing");
  const chosen = everyOne ? all : all.filter((database) => database.name === name);
  if (chosen.length === 0)
    throw missing(`There is no database ${name}. See all with: npm run tenants -- databases`);
  const bar = barOn(terminal);
  for (const [at, database] of chosen.entries()) {
    if (everyOne) bar.show({ words: "Rotating passwords", done: at, total: chosen.length });
    await rotatePassword(database);
  }
  bar.end();
  const after = await platform.read(listAllDatabases);
  const told = after.filter(({ id }) => chosen.some((database) => database.id === id));
  return { data: told.map(generationOf), text: told.map(rotated).join("") };
}

function generationOf({ name, generation }: Database) {
  return { name, generation };
}

function rotated({ name, generation }: Database): string {
  return `${name} has the password of generation ${generation}.\n`;
}
