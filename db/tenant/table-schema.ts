import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";
import { notInHistory } from "./in-history";
import { LONGEST } from "./item";
import type { Change, Selection } from "./queries/table/change";
import { members } from "./schema";
import { forMembers } from "./seen-by";
import { reference, tenantTable } from "./table";

/**
 * How the studio's table is arranged: `value` is a ViewValue of `queries/table/view-value.ts`. A row without a member is
 * the whole site's; one without a name is what its member last arranged.
 */
export const tableViews = tenantTable(
  "table_views",
  forMembers,
  notInHistory("An arrangement changes nothing that it shows."),
  {
    memberId: uuid("member_id"),
    name: text("name").notNull(),
    value: jsonb("value").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    reference(t, t.memberId, members).onDelete("cascade"),
    unique("table_views_name").on(t.tenantId, t.memberId, t.name).nullsNotDistinct(),
    check("table_views_name_length", sql`length(${t.name}) <= ${sql.raw(String(LONGEST.view))}`),
    check("table_views_named", sql`${t.memberId} is not null or ${t.name} <> ''`),
  ],
);

/**
 * What was done to many items at once, and how far it is: noted in the transaction that does it. `selection` and `change`
 * are those of `queries/table/change.ts`; moments are microseconds since 1970.
 */
export const bulkEdits = tenantTable(
  "bulk_edits",
  forMembers,
  notInHistory("It says what was done; what that changed is in the history."),
  {
    /** Who did it; nobody else's edit after the member is gone. */
    memberId: uuid("member_id").notNull(),
    selection: jsonb("selection").notNull().$type<Selection>(),
    change: jsonb("change").notNull().$type<Change>(),
    /** When its preview was made. */
    seen: bigint("seen", { mode: "number" }).notNull(),
    total: integer("total").notNull(),
    /** The last item it came by; they are taken in the order of their ids. */
    reached: uuid("reached"),
    passed: integer("passed").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    leftAlone: integer("left_alone").notNull().default(0),
    left: jsonb("left").notNull().default([]).$type<readonly { id: string; name: string }[]>(),
    problem: text("problem").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
    endedAt: moment("ended_at"),
  },
  (t) => [index("bulk_edits_of_member").on(t.tenantId, t.memberId, t.createdAt)],
);
