import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment } from "../columns";
import { databases, tenants } from "./schema";
import { COMPONENT_STATES, INCIDENT_STATES } from "./states";

/** Processes of this installation. Each renews its row every few seconds and removes it when it leaves. */
export const instances = pgTable(
  "instances",
  {
    name: text("name").notNull(),
    kind: text("kind", { enum: ["web", "worker"] }).notNull(),
    version: text("version").notNull(),
    startedAt: moment("started_at").notNull(),
    seenAt: moment("seen_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.name] })],
);

/** What was found of a component in a minute; kept for two days. */
export const samples = pgTable(
  "samples",
  {
    component: text("component").notNull(),
    /** The minute, whole. */
    at: moment("at").notNull(),
    state: text("state", { enum: COMPONENT_STATES }).notNull(),
    /** How many of `total` are not well, where a component is several. */
    affected: integer("affected").notNull().default(0),
    total: integer("total").notNull().default(0),
    /** What a visitor of the status page may read; names nobody. */
    says: text("says").notNull().default(""),
  },
  (t) => [primaryKey({ columns: [t.component, t.at] }), index("samples_by_time").on(t.at)],
);

/** How many minutes of a day (UTC) a component was in each state; kept for 90 days. */
export const componentDays = pgTable(
  "component_days",
  {
    component: text("component").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    operational: integer("operational").notNull().default(0),
    degraded: integer("degraded").notNull().default(0),
    down: integer("down").notNull().default(0),
    maintenance: integer("maintenance").notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.component, t.day] })],
);

/** The last answer of each database, and how many times in a row it was the same. */
export const watchedDatabases = pgTable("watched_databases", {
  databaseId: uuid("database_id")
    .primaryKey()
    .references(() => databases.id, { onDelete: "cascade" }),
  state: text("state", { enum: COMPONENT_STATES }).notNull(),
  run: integer("run").notNull(),
  askedAt: moment("asked_at").notNull(),
});

/**
 * What went wrong. Those of a component are public; one of an own database is seen by the site that lives there
 * alone. `subject` is the component, or `database:<id>`; Swingtag opens one at a time for each.
 */
export const incidents = pgTable(
  "incidents",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    subject: text("subject").notNull(),
    databaseId: uuid("database_id").references(() => databases.id, { onDelete: "cascade" }),
    components: text("components").array().notNull(),
    title: text("title").notNull(),
    /** Opened by Swingtag, which also closes it. */
    automatic: boolean("automatic").notNull(),
    state: text("state", { enum: INCIDENT_STATES }).notNull(),
    beganAt: moment("began_at").notNull().defaultNow(),
    endedAt: moment("ended_at"),
  },
  (t) => [
    uniqueIndex("incidents_one_open")
      .on(t.subject)
      .where(sql`${t.automatic} and ${t.endedAt} is null`),
    index("incidents_by_time").on(t.beganAt),
    index("incidents_of_database").on(t.databaseId),
  ],
);

/** What was said of an incident, oldest first. The id comes with the form, so that two clicks say it once. */
export const incidentUpdates = pgTable(
  "incident_updates",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    incidentId: uuid("incident_id")
      .notNull()
      .references(() => incidents.id, { onDelete: "cascade" }),
    state: text("state", { enum: INCIDENT_STATES }).notNull(),
    text: text("text").notNull(),
    at: moment("at").notNull().defaultNow(),
  },
  (t) => [index("incident_updates_of").on(t.incidentId, t.at)],
);

/** Announced maintenance: of everything, of one database, or of one tenant. The id comes with the form. */
export const maintenanceWindows = pgTable(
  "maintenance_windows",
  {
    id: uuid("id").primaryKey(),
    components: text("components").array().notNull(),
    text: text("text").notNull(),
    concerns: text("concerns", { enum: ["all", "database", "tenant"] }).notNull(),
    databaseId: uuid("database_id").references(() => databases.id, { onDelete: "cascade" }),
    tenantId: uuid("tenant_id").references(() => tenants.id, { onDelete: "cascade" }),
    beginsAt: moment("begins_at").notNull(),
    endsAt: moment("ends_at").notNull(),
    /** Called off before it began, or ended before its time. */
    endedAt: moment("ended_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("maintenance_windows_by_time").on(t.endsAt),
    index("maintenance_windows_of_database").on(t.databaseId),
    index("maintenance_windows_of_tenant").on(t.tenantId),
  ],
);

/** Which owners were written to of a window, by hashes of their addresses; noted before the letter leaves. */
export const windowLetters = pgTable(
  "window_letters",
  {
    windowId: uuid("window_id")
      .notNull()
      .references(() => maintenanceWindows.id, { onDelete: "cascade" }),
    tenantId: uuid("tenant_id")
      .notNull()
      .references(() => tenants.id, { onDelete: "cascade" }),
    emailHash: text("email_hash").notNull(),
    kind: text("kind", { enum: ["announced", "called off"] }).notNull(),
    /** When the mail server took it; null where a worker was killed meanwhile, so that nobody knows. */
    sentAt: moment("sent_at"),
  },
  (t) => [primaryKey({ columns: [t.windowId, t.tenantId, t.emailHash, t.kind] })],
);
