import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment, oneOf } from "../columns";
import { tenants } from "./schema";
import { COMPLAINT_DECISIONS } from "./states";

/**
 * Messages that an owner has shown to the operators, each with what it said, and nothing else of the site. They go with the
 * site, and once they are old.
 */
export const complaints = pgTable(
  "complaints",
  {
    /** The message's. */
    id: uuid("id").primaryKey(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    /** What the site was called then. */
    slug: text("slug").notNull(),
    /** A keyed hash of the sender's address; the address itself stays with the site. */
    emailHash: text("email_hash").notNull(),
    senderName: text("sender_name").notNull(),
    about: text("about").notNull(),
    text: text("text").notNull(),
    /** When it was written. */
    writtenAt: moment("written_at").notNull(),
    /** What the owner says is wrong with it. */
    evidence: text("evidence").notNull(),
    at: moment("at").notNull().defaultNow(),
    decision: text("decision", { enum: COMPLAINT_DECISIONS }),
    decidedBy: text("decided_by"),
    decidedAt: moment("decided_at"),
    reason: text("reason").notNull().default(""),
  },
  (t) => [
    index("complaints_of_tenant").on(t.tenantId, t.at),
    index("complaints_of_sender").on(t.emailHash),
    index("complaints_by_time").on(t.at),
    check("complaints_decision", oneOf(t.decision, COMPLAINT_DECISIONS)),
    check(
      "complaints_decided",
      sql`(${t.decision} is null) = (${t.decidedAt} is null) and (${t.decision} is null) = (${t.decidedBy} is null)`,
    ),
  ],
);

/** Addresses from which no site takes messages, by a keyed hash. */
export const blockedAddresses = pgTable("blocked_addresses", {
  emailHash: text("email_hash").primaryKey(),
  by: text("by").notNull(),
  reason: text("reason").notNull(),
  at: moment("at").notNull().defaultNow(),
});
