import { count, desc, eq, isNotNull, ne, sql } from "drizzle-orm";
import { Refusal } from "@/base/refusal";
import type { ReadTx, WriteTx } from "@/db/scope";
import { intakes, sheetMappings } from "../../intake-schema";
import { askable } from "../text";

/** What columns of sheets are, under the name by which the site keeps it. */
export interface KeptMapping {
  readonly id: string;
  readonly name: string;
  /** As `server/sheet` has it; a former Swingtag may have written it. */
  readonly mapping: unknown;
  readonly keptAt: Date;
}

/** How many a site may keep. */
const MOST = 50;

/** What was said of the columns of sheets before, the newest first. */
export async function listMappings(
  tx: ReadTx,
): Promise<{ readonly id: string; readonly fileName: string; readonly mapping: unknown }[]> {
  return tx
    .select({ id: intakes.id, fileName: intakes.fileName, mapping: intakes.mapping })
    .from(intakes)
    .where(isNotNull(intakes.mapping))
    .orderBy(desc(intakes.createdAt), desc(intakes.id))
    .limit(20);
}

/** All that the site keeps, what was kept last first. */
export async function listKeptMappings(tx: ReadTx): Promise<KeptMapping[]> {
  return tx
    .select({
      id: sheetMappings.id,
      name: sheetMappings.name,
      mapping: sheetMappings.mapping,
      keptAt: sheetMappings.keptAt,
    })
    .from(sheetMappings)
    .orderBy(desc(sheetMappings.keptAt), desc(sheetMappings.id))
    .limit(MOST);
}

/**
 * Keeps what columns are under a name, in the place of what has this name already.
 * @throws Refusal (409) when there are too many
 */
export async function keepNamedMapping(
  tx: WriteTx,
  { name: given, mapping }: { readonly name: string; readonly mapping: unknown },
): Promise<string> {
  const name = askable(given);
  const [others] = await tx
    .select({ value: count() })
    .from(sheetMappings)
    .where(ne(sheetMappings.name, name));
  if ((others?.value ?? 0) >= MOST)
    throw new Refusal(`The columns of ${MOST} sheets are kept already. Forget one first.`, {
      status: 409,
    });
  const [row] = await tx
    .insert(sheetMappings)
    .values({ name, mapping })
    .onConflictDoUpdate({
      target: [sheetMappings.tenantId, sheetMappings.name],
      set: { mapping, keptAt: sql`clock_timestamp()` },
    })
    .returning({ id: sheetMappings.id });
  if (!row) throw new Error("The columns were not kept.");
  return row.id;
}

/** Forgets what was kept; what was imported by it stays. @throws Refusal (404) */
export async function removeNamedMapping(tx: WriteTx, id: string): Promise<void> {
  const gone = await tx
    .delete(sheetMappings)
    .where(eq(sheetMappings.id, id))
    .returning({ id: sheetMappings.id });
  if (gone.length === 0) throw new Refusal("These columns are not kept any more.", { status: 404 });
}
