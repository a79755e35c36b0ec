import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writePack } from "@/db/catalogue/pack-format";
import { FOLDER, readLists } from "./catalogue/lists";
import { recordsOf } from "./catalogue/records";

/**
 * Writes a pack of the catalogue from `db/catalogue/lists`: `catalogue-pack.ts NUMBER`. A pack that was released is not
 * written again: what changes gets the next number.
 */
const number = Number(process.argv[2]);
if (!Number.isInteger(number) || number < 1) throw new Error("Say which number the pack has.");
const text = writePack(number, recordsOf(await readLists()));
await writeFile(join(FOLDER, `packs/${number}.jsonl`), text);
