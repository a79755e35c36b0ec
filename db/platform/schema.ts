import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, oneOf } from "../columns";
import { DATABASE_KINDS, DATABASE_STATES, OPERATION_STATES, TENANT_STATES } from "./states";

/**
 * Databases that hold tenants: pools that many share, and own ones. `server` is host:port, empty for the
 * platform's, and `NAME@host:port` for that of a stack. A row is written before its database is created and
 * removed after it is dropped, so that no database is forgotten: preparing → spare (own ones that wait for a
 * tenant) → ready → retiring.
 */
export const databases = pgTable(
  "databases",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind", { enum: DATABASE_KINDS }).notNull(),
    name: text("name").notNull().unique(),
    server: text("server").notNull().default(""),
    state: text("state", { enum: DATABASE_STATES }).notNull().default("ready"),
    /** Which generation of its login's derived password counts. */
    generation: integer("generation").notNull().default(0),
    /** The version of the schema (`db/migrate.ts`) that setup last brought it to; empty before the first time. */
    schemaVersion: text("schema_version").notNull().default(""),
    /** Its size on disk in bytes when it was last measured. */
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("databases_kind", oneOf(t.kind, DATABASE_KINDS)),
    check("databases_state", oneOf(t.state, DATABASE_STATES)),
    index("databases_by_state").on(t.kind, t.state, t.createdAt),
  ],
);

/**
 * Which tenants there are and where they live: founding (its name is claimed, nobody sees it) → active ⇄
 * suspended, and deleted (can be brought back until `purgeAt`).
 */
export const tenants = pgTable(
  "tenants",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    slug: text("slug").notNull().unique(),
    state: text("state", { enum: TENANT_STATES }).notNull().default("active"),
    databaseId: uuid("database_id")
      .notNull()
      .references(() => databases.id),
    confirmedAt: moment("confirmed_at"),
    /** From when on a deleted tenant's data may be removed for good. */
    purgeAt: moment("purge_at"),
    /** What was counted last: items, and bytes of rows and files. */
    itemCount: integer("item_count").notNull().default(0),
    bytes: bigint("bytes", { mode: "number" }).notNull().default(0),
    measuredAt: moment("measured_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    index("tenants_by_database").on(t.databaseId),
    check(
      "tenants_slug",
      sql`${t.slug} ~ '^[a-z0-9](-?[a-z0-9])*$' and length(${t.slug}) between 3 and 40`,
    ),
    check("tenants_state", oneOf(t.state, TENANT_STATES)),
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

/**
 * Names that nobody may claim until then. Former names redirect to their tenant; names of removed tenants
 * answer 404.
 */
export const keptNames = pgTable(
  "kept_names",
  {
    slug: text("slug").primaryKey(),
    tenantId: uuid("tenant_id").references(() => tenants.id, { onDelete: "set null" }),
    until: moment("until").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [index("kept_names_of_tenant").on(t.tenantId)],
);

/**
 * Work that outlives a request: one row each, from its order to its end. A trigger hands each new row to the
 * worker in the same transaction. There is no reference to the tenant, because the row outlives the tenant.
 */
export const operations = pgTable(
  "operations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind").notNull(),
    tenantId: uuid("tenant_id"),
    /** What the tenant was called then. */
    slug: text("slug").notNull().default(""),
    /** What was ordered, as the kind's schema in `jobs/` parses it. */
    input: jsonb("input").notNull().default({}),
    /** What its steps keep for the ones after them. */
    memory: jsonb("memory").notNull().default({}),
    state: text("state", { enum: OPERATION_STATES }).notNull().default("waiting"),
    /** What it does now, in words a person reads. */
    step: text("step").notNull().default(""),
    done: integer("done").notNull().default(0),
    total: integer("total").notNull().default(0),
    attempts: integer("attempts").notNull().default(0),
    /** Why the last attempt ended, one sentence. */
    error: text("error").notNull().default(""),
    /** Only one that is exclusive runs for a tenant at a time. */
    exclusive: boolean("exclusive").notNull().default(true),
    orderedBy: text("ordered_by").notNull(),
    reason: text("reason").notNull().default(""),
    /** The `traceparent` of the request that ordered it; empty where it orders itself. */
    trace: text("trace").notNull().default(""),
    runAt: moment("run_at").notNull().defaultNow(),
    createdAt: moment("created_at").notNull().defaultNow(),
    startedAt: moment("started_at"),
    endedAt: moment("ended_at"),
  },
  (t) => [
    uniqueIndex("operations_one_at_a_time")
      .on(t.tenantId)
      .where(sql`${t.exclusive} and ${t.state} in ('waiting', 'running')`),
    index("operations_of_tenant").on(t.tenantId, t.createdAt),
    index("operations_by_state").on(t.state, t.runAt),
    check("operations_state", oneOf(t.state, OPERATION_STATES)),
  ],
);

/** Who did what to which tenant, and why. guard.sql allows no change and no removal of a line. */
export const audit = pgTable(
  "audit",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    at: moment("at").notNull().defaultNow(),
    /** `operator NAME`, `owner`, `command line` or `Swingtag`. */
    actor: text("actor").notNull(),
    tenantId: uuid("tenant_id"),
    slug: text("slug").notNull().default(""),
    action: text("action").notNull(),
    reason: text("reason").notNull().default(""),
    detail: jsonb("detail").notNull().default({}),
  },
  (t) => [index("audit_of_tenant").on(t.tenantId, t.at), index("audit_by_time").on(t.at)],
);

/** Signed statements of what was removed with a tenant. */
export const certificates = pgTable("certificates", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull().unique(),
  slug: text("slug").notNull(),
  /** The signed text, byte for byte. */
  body: text("body").notNull(),
  signature: text("signature").notNull(),
  issuedAt: moment("issued_at").notNull().defaultNow(),
});

/** How each attack on the walls ended. */
export const isolationRuns = pgTable("isolation_runs", {
  id: uuid("id").primaryKey().defaultRandom(),
  startedAt: moment("started_at").notNull(),
  endedAt: moment("ended_at").notNull(),
  /** The commit that was attacked, or empty. */
  version: text("version").notNull().default(""),
  requests: integer("requests").notNull(),
  wrongSide: integer("wrong_side").notNull(),
  mutants: integer("mutants").notNull(),
  caught: integer("caught").notNull(),
  passed: boolean("passed").notNull(),
  /** Counts by kind of attack, and what failed. */
  detail: jsonb("detail").notNull().default({}),
});

/** Operators who have signed in. The setting OPERATORS says who may. */
export const operators = pgTable("operators", {
  email: text("email").primaryKey(),
  /** The TOTP secret, encrypted with a key derived from SECRET. */
  secret: text("secret").notNull(),
  /** The last time step whose code was used, so that none is used twice. */
  lastStep: bigint("last_step", { mode: "number" }).notNull().default(0),
  enrolledAt: moment("enrolled_at"),
});

/** One-time links and sessions of operators; only hashes of tokens are kept. */
export const operatorTokens = pgTable(
  "operator_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    email: text("email").notNull(),
    /** A link leads to a session that has yet to give its code. */
    kind: text("kind", { enum: ["link", "session"] }).notNull(),
    secondFactorAt: moment("second_factor_at"),
    expiresAt: moment("expires_at").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [index("operator_tokens_of").on(t.email, t.kind)],
);
