import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { moment, oneOf } from "../columns";
import { STACK_STATES } from "./states";

/**
 * Installations that hold one tenant each: web processes, a worker, a Postgres and files of its own. As with
 * databases, a row exists before its stack does and goes after it: preparing → ready → retiring.
 */
export const stacks = pgTable(
  "stacks",
  {
    name: text("name").primaryKey(),
    /** There is no reference, because the stack outlives its tenant until the stack is removed. */
    tenantId: uuid("tenant_id").notNull(),
    /** The scheme of the setting STACKS that made it. */
    ground: text("ground").notNull(),
    state: text("state", { enum: STACK_STATES }).notNull().default("preparing"),
    /** Its web processes, as http://host:port; empty before it stood. */
    origin: text("origin").notNull().default(""),
    /** Its Postgres, as host:port; empty before it stood. */
    server: text("server").notNull().default(""),
    /** Which image it was last made from. */
    image: text("image").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("stacks_name", sql`${t.name} ~ '^s[0-9]{8}$'`),
    check("stacks_state", oneOf(t.state, STACK_STATES)),
    index("stacks_of_tenant").on(t.tenantId),
  ],
);
