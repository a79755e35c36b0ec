import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Databases that hold tenants: pools that many share, and own ones. `server` is host:port, empty for the platform's. */
export const databases = pgTable(
  "databases",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind", { enum: ["pool", "own"] }).notNull(),
    name: text("name").notNull().unique(),
    server: text("server").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [check("databases_kind", sql`${t.kind} in ('pool', 'own')`)],
);

/** Which tenants exist and where they live. A tenant exists from the commit of its row here. */
export const tenants = pgTable(
  "tenants",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    slug: text("slug").notNull().unique(),
    state: text("state", { enum: ["active", "suspended"] })
      .notNull()
      .default("active"),
    databaseId: uuid("database_id")
      .notNull()
      .references(() => databases.id),
    confirmedAt: moment("confirmed_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("tenants_by_database").on(t.databaseId),
    check(
      "tenants_slug",
      sql`${t.slug} ~ '^[a-z0-9](-?[a-z0-9])*$' and length(${t.slug}) between 3 and 40`,
    ),
    check("tenants_state", sql`${t.state} in ('active', 'suspended')`),
  ],
);

/** Who owns which site, by a keyed hash of the e-mail address, so that find-my-site can answer by mail. */
export const ownerships = pgTable(
  "ownerships",
  {
    emailHash: text("email_hash").notNull(),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
  },
  (t) => [primaryKey({ columns: [t.emailHash, t.tenantId] })],
);

/** Counters of attempts in fixed windows; keys are hashes, so that no address or e-mail is kept. */
export const rates = pgTable(
  "rates",
  {
    key: text("key").notNull(),
    startedAt: moment("started_at").notNull(),
    count: integer("count").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.key] }), index("rates_by_expiry").on(t.expiresAt)],
);
