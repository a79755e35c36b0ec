import { sql } from "drizzle-orm";
import { check, date, index, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { copies } from "./copy-schema";
import { inHistory } from "./in-history";
import { LONGEST_OF_LOAN } from "./loan";
import { forMembers } from "./seen-by";
import { reference, tenantTable } from "./table";

/** To whom a copy was lent, and until when; without `back_on` it is out. Of one copy at most one loan is. */
export const loans = tenantTable(
  "loans",
  forMembers,
  inHistory({ item: "copy_id", through: "copies" }),
  {
    copyId: uuid("copy_id").notNull(),
    lentTo: text("lent_to").notNull(),
    since: date("since", { mode: "string" }).notNull(),
    due: date("due", { mode: "string" }),
    backOn: date("back_on", { mode: "string" }),
    note: text("note").notNull().default(""),
  },
  (t) => [
    reference(t, t.copyId, copies).onDelete("cascade"),
    uniqueIndex("loans_out").on(t.tenantId, t.copyId).where(sql`back_on is null`),
    index("loans_of_copy").on(t.tenantId, t.copyId, t.since),
    index("loans_by_due").on(t.tenantId, t.due, t.id).where(sql`back_on is null`),
    check(
      "loans_lent_to_length",
      sql`length(${t.lentTo}) between 1 and ${sql.raw(String(LONGEST_OF_LOAN.lentTo))}`,
    ),
    check("loans_due", sql`${t.due} >= ${t.since}`),
    check("loans_back_on", sql`${t.backOn} >= ${t.since}`),
  ],
);
