import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { ReadTx } from "@/db/scope";
import { items } from "../schema";

/** On the shelf: not in the trash, and for visitors public. Row-level security holds the second half too. */
export function listed(tx: ReadTx): SQL | undefined {
  const inPlace = isNull(items.trashedAt);
  return tx.actor.kind === "visitor" ? and(inPlace, eq(items.visibility, "public")) : inPlace;
}
