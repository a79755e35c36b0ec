import type { RetainedArchive } from "@/server/life/archives";
import { listBackups, orderBackup, orderBackups } from "@/server/life/backups";
import { type Answer, BY, type Context, siteOf } from "../context";
import { usage } from "../exits";
import { bytesInWords, dayOf, table } from "../table";
import { several } from "./several";

/** `backup`, of one site or of all. */
export async function backup(
  context: Context,
  word: string | undefined,
  all: boolean,
): Promise<Answer> {
  if ((word === undefined) === !all) throw usage("Name one site, or say --all for every site.");
  const ids = all
    ? await orderBackups({ by: BY })
    : [await orderBackup({ tenant: await siteOf(word ?? ""), by: BY })];
  return several(ids, "Backing up", "backed up", context);
}

/** `backups` of a site, by its name or its id. */
export async function listOf(word: string): Promise<Answer> {
  const id = /^[0-9a-f-]{36}$/.test(word) ? word : (await siteOf(word)).id;
  const retained = await listBackups({ id });
  return {
    data: retained,
    text: retained.length > 0 ? backupTable(retained) : `${word} has no backup.\n`,
  };
}

function backupTable(retained: readonly RetainedArchive[]): string {
  const rows = retained.map(({ name, at, bytes, until }) => [
    name,
    dayOf(at),
    bytesInWords(bytes),
    dayOf(until).slice(0, 10),
  ]);
  return table(["backup", "of", "size", "kept until"], rows);
}
