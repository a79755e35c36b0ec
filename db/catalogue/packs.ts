import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Pack, PackRefused, readPack } from "./pack-format";

/** What a build brings of the catalogue. */
export interface Packs {
  /** The newest pack that is whole; null where there is none. */
  readonly newest: Pack | null;
  /** Why a newer file is not loaded, in a sentence for whoever runs the installation. */
  readonly refused: string | null;
}

/**
 * Reads the newest pack of a folder. A file that is no whole pack is said and passed over, so that databases keep the
 * release they have and a new one gets the one before.
 * @param folder with files named by their numbers, such as `1.jsonl`
 */
export async function readPacks(folder: string): Promise<Packs> {
  const names = await readdir(folder).catch(() => []);
  const numbered = names
    .flatMap((name) => (/^[1-9]\d{0,5}\.jsonl$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((one, other) => other - one);
  let refused: string | null = null;
  for (const number of numbered) {
    const name = `Pack ${number} of the catalogue`;
    try {
      const newest = readPack(await readFile(join(folder, `${number}.jsonl`), "utf8"), name);
      if (newest.number === number) return { newest, refused };
      refused ??= `${name} says that it is pack ${newest.number}.`;
    } catch (error) {
      if (!(error instanceof PackRefused)) throw error;
      refused ??= error.message;
    }
  }
  return { newest: null, refused };
}
