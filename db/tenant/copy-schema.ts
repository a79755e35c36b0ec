import { type SQL, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  type PgColumn,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, oneOf } from "../columns";
import { CONDITIONS, COPY_STATUSES, PRIORITIES } from "./choices";
import { inHistory } from "./in-history";
import { PROTECTORS, SWING_TAG_STATES, TUSH_TAG_STATES } from "./parts";
import { followsItem, ofItem } from "./schema";
import { follows, forMembers } from "./seen-by";
import { reference, tenantTable } from "./table";

/** A copy, as everyone may know it who sees its item, if it is not kept off the page. */
export const copies = tenantTable(
  "copies",
  follows("items", "item_id", { rows: "NOT kept_off" }),
  inHistory({ item: "item_id" }),
  {
    ...ofItem,
    position: integer("position").notNull().default(0),
    status: text("status", { enum: COPY_STATUSES }).notNull().default("owned"),
    keptOff: boolean("kept_off").notNull().default(false),
    label: text("label").notNull().default(""),
    condition: text("condition", { enum: CONDITIONS }).notNull().default(""),
    swingTag: text("swing_tag").notNull().default(""),
    tushTag: text("tush_tag").notNull().default(""),
    plushCondition: text("plush_condition", { enum: CONDITIONS }).notNull().default(""),
    swingTagCondition: text("swing_tag_condition", { enum: SWING_TAG_STATES })
      .notNull()
      .default(""),
    tushTagCondition: text("tush_tag_condition", { enum: TUSH_TAG_STATES }).notNull().default(""),
    tagProtector: text("tag_protector", { enum: PROTECTORS }).notNull().default(""),
    acquired: text("acquired").notNull().default(""),
    certifiedBy: text("certified_by").notNull().default(""),
    certificateNumber: text("certificate_number").notNull().default(""),
    certifiedOn: text("certified_on").notNull().default(""),
    certificateWording: text("certificate_wording").notNull().default(""),
    /** Where a process of the version before writes what was paid; `bring_over` carries it to `copy_private`. */
    formerPrice: integer("price_paid"),
    formerCurrency: text("currency").notNull().default(""),
    note: text("note").notNull().default(""),
  },
  (t) => [
    followsItem(t),
    unique("copies_kept_off").on(t.tenantId, t.id, t.keptOff),
    index("copies_of_item").on(t.tenantId, t.itemId, t.position),
    index("copies_by_status").on(t.tenantId, t.status, t.itemId),
    check("copies_status", oneOf(t.status, COPY_STATUSES)),
    check("copies_condition", oneOf(t.condition, CONDITIONS)),
    check("copies_plush_condition", oneOf(t.plushCondition, CONDITIONS)),
    check("copies_swing_tag_condition", oneOf(t.swingTagCondition, SWING_TAG_STATES)),
    check("copies_tush_tag_condition", oneOf(t.tushTagCondition, TUSH_TAG_STATES)),
    check("copies_tag_protector", oneOf(t.tagProtector, PROTECTORS)),
    check(
      "copies_price",
      sql`${t.formerPrice} is null or (${t.formerPrice} >= 0 and ${t.formerCurrency} ~ '^[A-Z]{3}$')`,
    ),
  ],
);

/** Where copies are kept: rooms, what stands in them, and boxes in that. A trigger of `guard.sql` lets no circle in. */
export const places = tenantTable(
  "places",
  forMembers,
  inHistory(),
  {
    name: text("name").notNull(),
    /** Checked at the end of a transaction, so that rows can be put back in any order. */
    parentId: uuid("parent_id"),
  },
  (t) => [
    foreignKey({ columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] }),
    index("places_in").on(t.tenantId, t.parentId),
    check("places_name_length", sql`length(${t.name}) between 1 and 80`),
  ],
);

/** What members alone know of a copy. Money is minor units with their ISO 4217 currency. No row where nothing is noted. */
export const copyPrivate = tenantTable(
  "copy_private",
  forMembers,
  inHistory({ item: "copy_id", through: "copies" }),
  {
    copyId: uuid("copy_id").notNull(),
    placeId: uuid("place_id"),
    acquiredFrom: text("acquired_from").notNull().default(""),
    pricePaid: bigint("price_paid", { mode: "number" }),
    currency: text("currency").notNull().default(""),
    privateNote: text("note").notNull().default(""),
  },
  (t) => [
    unique("copy_private_once").on(t.tenantId, t.copyId),
    reference(t, t.copyId, copies).onDelete("cascade"),
    reference(t, t.placeId, places),
    index("copy_private_by_place").on(t.tenantId, t.placeId),
    check("copy_private_price", priced(t.pricePaid, t.currency)),
  ],
);

/** That somebody looks for an item, and for what kind of it. */
export const wants = tenantTable(
  "wants",
  follows("items", "item_id"),
  inHistory({ item: "item_id" }),
  {
    ...ofItem,
    priority: text("priority", { enum: PRIORITIES }).notNull().default("normal"),
    condition: text("condition", { enum: CONDITIONS }).notNull().default(""),
    swingTag: text("swing_tag").notNull().default(""),
    note: text("note").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("wants_once").on(t.tenantId, t.itemId),
    followsItem(t),
    check("wants_priority", oneOf(t.priority, PRIORITIES)),
    check("wants_condition", oneOf(t.condition, CONDITIONS)),
  ],
);

/** The most that the owner would pay for what is wanted. */
export const wantLimits = tenantTable(
  "want_limits",
  forMembers,
  inHistory({ item: "want_id", through: "wants" }),
  {
    wantId: uuid("want_id").notNull(),
    highest: bigint("highest", { mode: "number" }).notNull(),
    currency: text("currency").notNull(),
  },
  (t) => [
    unique("want_limits_once").on(t.tenantId, t.wantId),
    reference(t, t.wantId, wants).onDelete("cascade"),
    check("want_limits_price", priced(t.highest, t.currency)),
  ],
);

/** Amounts end where numbers of a browser stop being exact. */
export function priced(amount: PgColumn, currency: PgColumn): SQL {
  return sql`${amount} is null or (${amount} between 0 and ${sql.raw(String(Number.MAX_SAFE_INTEGER))} and ${currency} ~ '^[A-Z]{3}$')`;
}
