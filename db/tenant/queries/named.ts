import { asc } from "drizzle-orm";
import type { WriteTx } from "@/db/scope";
import { places } from "../copy-schema";
import { fields, templates } from "../own-schema";

/**
 * Holds all that items name until the transaction ends: for whoever writes items without having read yet what they name.
 * Everybody holds fields, places and templates, then items, then the site, then what hangs on items, so that nobody
 * waits for whom they keep waiting.
 */
export async function holdAllNamed(tx: WriteTx): Promise<void> {
  for (const table of [fields, places, templates])
    await tx.select({ id: table.id }).from(table).orderBy(asc(table.id)).for("key share");
}
