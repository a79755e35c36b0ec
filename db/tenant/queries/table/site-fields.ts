import type { ReadTx } from "@/db/scope";
import { listFields } from "../own-fields";
import { listPlaces } from "../places";
import { type TableFields, tableFields } from "./fields";

/** The fields that the table of this site has now. */
export async function listTableFields(tx: ReadTx): Promise<TableFields> {
  const [own, places] = await Promise.all([listFields(tx), listPlaces(tx)]);
  return tableFields(own, places);
}
