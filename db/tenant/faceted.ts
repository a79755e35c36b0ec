import { copies } from "./copy-schema";
import { BEGINS, FEWEST_WITH_BEGINNINGS, ITEMS_OF_PART } from "./facet-schema";
import { LONGEST_OWN } from "./own";
import { items } from "./schema";
import { FACETED, OFFERED_TYPES } from "./shelf-fields";

/** Puts the facets that `fields.ts` names, and the columns they are read from, where facets.sql and guard.sql name them. */
export function withFacets(sql: string): string {
  return Object.entries({ items, copies }).reduce(
    (text, [name, table]) => {
      const columns = new Map(Object.entries(table));
      const faceted = FACETED.flatMap(({ key, of, facet }) => {
        const column: unknown = columns.get(key)?.name;
        return (of === "item") === (table === items) ? [{ facet: facet.name, column }] : [];
      });
      return text
        .replaceAll(
          `@faceted.of.${name}@`,
          faceted
            .map(({ facet, column }) => `('${facet}', ${name === "items" ? "i" : "c"}.${column})`)
            .join(", "),
        )
        .replaceAll(`@faceted.columns.${name}@`, faceted.map(({ column }) => column).join("', '"));
    },
    sql
      .replaceAll("@offered@", OFFERED_TYPES.map((type) => `'${type}'`).join(", "))
      .replaceAll("@longest@", String(LONGEST_OWN.choice))
      .replaceAll("@items.of.part@", String(ITEMS_OF_PART))
      .replaceAll("@begins@", BEGINS)
      .replaceAll("@fewest.with.beginnings@", String(FEWEST_WITH_BEGINNINGS)),
  );
}
