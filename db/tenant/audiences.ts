import "./schema";
import { isShown, restriction, type SeenBy } from "./seen-by";
import { declaredTables } from "./table";

/** Every table of the schema with who may see its rows. */
export const seenBy: ReadonlyMap<string, SeenBy> = declaredTables;

/**
 * What `guard.sql` prints policies and triggers from: for each table the condition for reading, in which `@said@` stands
 * for the audience, and whether the site's version counts its changes.
 */
export function audiencesAsJson(): string {
  return JSON.stringify(
    Object.fromEntries(
      [...seenBy].map(([table, word]) => [
        table,
        { seen: restriction(table, word, "@said@"), shown: isShown(word) },
      ]),
    ),
  );
}
