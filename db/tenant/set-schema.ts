import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, text, unique } from "drizzle-orm/pg-core";
import { moment, oneOf } from "../columns";
import { VISIBILITIES } from "./choices";
import { inHistory } from "./in-history";
import { everyone } from "./seen-by";
import { COUNTED, LONGEST_SET } from "./set";
import { tenantTable } from "./table";

/**
 * What belongs together for the owner: a list or a rule, as `set.ts` has it. What a site has of it follows from its items.
 * A rule refers to nothing: what is gone is missing.
 */
export const sets = tenantTable(
  "sets",
  everyone("visibility <> 'private'::text"),
  inHistory(),
  {
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    note: text("note").notNull().default(""),
    visibility: text("visibility", { enum: VISIBILITIES }).notNull().default("private"),
    counted: text("counted", { enum: COUNTED }).notNull().default("held"),
    rule: jsonb("rule").notNull(),
    position: integer("position").notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("sets_slug").on(t.tenantId, t.slug),
    index("sets_in_order").on(t.tenantId, t.position, t.id),
    check("sets_visibility", oneOf(t.visibility, VISIBILITIES)),
    check("sets_counted", oneOf(t.counted, COUNTED)),
    check("sets_rule", sql`jsonb_typeof(${t.rule}) = 'object'`),
    check(
      "sets_name_length",
      sql`length(${t.name}) between 1 and ${sql.raw(String(LONGEST_SET.name))}`,
    ),
  ],
);
