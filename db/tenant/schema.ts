import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  type PgColumn,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, oneOf } from "../columns";
import { LANGUAGE_CODES, REACHES, VISIBILITIES } from "./choices";
import { inHistory, notInHistory } from "./in-history";
import { LONGEST } from "./item";
import { MESSAGE_DAYS, USUAL_MESSAGE_DAYS } from "./message";
import { ROLES } from "./roles";
import { everyone, follows, forMembers, forSignIn, whoeverSees } from "./seen-by";
import { reference, tenantTable } from "./table";

/** Every version of the site's skin that was ever saved; `value` is a Skin of `themes/skin.ts`. */
export const skins = tenantTable(
  "skins",
  whoeverSees("site", "id", "skin_id"),
  notInHistory("Each row is a version that stays; which of them is worn stands in the site's row."),
  {
    number: integer("number").notNull(),
    value: jsonb("value").notNull(),
    note: text("note").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [unique("skins_number").on(t.tenantId, t.number)],
);

/**
 * One row: what the site is called and which skin it wears. `version` goes up with every change that a
 * visitor could see (a trigger of `guard.sql` does it), so that caches can carry it in their keys.
 */
export const site = tenantTable(
  "site",
  everyone(),
  inHistory({ without: ["version"], by: "owner" }),
  {
    only: boolean("only").notNull().default(true),
    name: text("name").notNull(),
    /** In whose order names stand. */
    language: text("language", { enum: LANGUAGE_CODES }).notNull().default("en"),
    skinId: uuid("skin_id").notNull(),
    /** Whether its foot leads to the pages about tags, where a toy has one. */
    tagPages: boolean("tag_pages").notNull().default(true),
    wantsReach: text("wants_reach", { enum: REACHES }).notNull().default("members"),
    tradesReach: text("trades_reach", { enum: REACHES }).notNull().default("members"),
    /** Whether visitors may write to the owners, and for how many days what they wrote is kept. */
    takesMessages: boolean("takes_messages").notNull().default(false),
    messageDays: integer("message_days").notNull().default(USUAL_MESSAGE_DAYS),
    version: bigint("version", { mode: "number" }).notNull().default(1),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("site_only").on(t.tenantId, t.only),
    check("site_language", oneOf(t.language, LANGUAGE_CODES)),
    check("site_wants_reach", oneOf(t.wantsReach, REACHES)),
    check("site_trades_reach", oneOf(t.tradesReach, REACHES)),
    check("site_message_days", sql`${t.messageDays} in (${sql.raw(MESSAGE_DAYS.join(", "))})`),
    check("site_is_one", sql`${t.only}`),
    check("site_name_length", sql`length(${t.name}) between 1 and 80`),
    reference(t, t.skinId, skins),
  ],
);

export const members = tenantTable(
  "members",
  forSignIn,
  notInHistory("Who belongs to the site is decided anew each time, never put back."),
  {
    email: text("email").notNull(),
    name: text("name").notNull().default(""),
    role: text("role", { enum: ROLES }).notNull(),
    emailVerifiedAt: moment("email_verified_at"),
    /** Set only for support: until when the owner lets it in. */
    supportUntil: moment("support_until"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("members_email").on(t.tenantId, t.email),
    check("members_role", oneOf(t.role, ROLES)),
    check("members_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);

/** A signed-in browser. Only the SHA-256 of its token is kept. */
export const sessions = tenantTable(
  "sessions",
  forSignIn,
  notInHistory("A browser that was signed out stays signed out."),
  {
    tokenHash: text("token_hash").notNull(),
    memberId: uuid("member_id").notNull(),
    expiresAt: moment("expires_at").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("sessions_token").on(t.tenantId, t.tokenHash),
    reference(t, t.memberId, members).onDelete("cascade"),
  ],
);

/** One-time links: sign-in, confirmation and the hand-over after sign-up. Only a hash is kept. */
export const oneTimeTokens = tenantTable(
  "one_time_tokens",
  forSignIn,
  notInHistory("A link counts once."),
  {
    identifier: text("identifier").notNull(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: moment("expires_at").notNull(),
  },
  (t) => [unique("one_time_tokens_token").on(t.tenantId, t.identifier, t.tokenHash)],
);

export const invitations = tenantTable(
  "invitations",
  forSignIn,
  notInHistory("A withdrawn link stays withdrawn."),
  {
    email: text("email").notNull(),
    role: text("role", { enum: ROLES }).notNull(),
    tokenHash: text("token_hash").notNull(),
    expiresAt: moment("expires_at").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("invitations_email").on(t.tenantId, t.email),
    unique("invitations_token").on(t.tenantId, t.tokenHash),
    check("invitations_role", oneOf(t.role, ROLES)),
    check("invitations_email_lower", sql`${t.email} = lower(${t.email})`),
  ],
);

const FORMER_STATUSES = ["owned", "wanted", "trade", "sale"] as const;

/** What a collection is made of; `item.ts` says what its fields hold. */
export const items = tenantTable(
  "items",
  everyone("NOT hidden"),
  inHistory({ item: "id", without: ["updated_at", "sort_name"] }),
  {
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    animal: text("animal").notNull().default(""),
    variant: text("variant").notNull().default(""),
    styleNumber: text("style_number").notNull().default(""),
    colour: text("colour").notNull().default(""),
    line: text("line").notNull().default(""),
    birthday: text("birthday").notNull().default(""),
    introduced: text("introduced").notNull().default(""),
    retired: text("retired").notNull().default(""),
    /** Where a process of the version before writes how an item stands; `bring_over` carries it to its copies. */
    formerStatus: text("status", { enum: FORMER_STATUSES }).notNull().default("owned"),
    visibility: text("visibility", { enum: VISIBILITIES }).notNull().default("public"),
    story: text("story").notNull().default(""),
    /** What it is sorted by, of the collation `in_order`; a trigger makes it. The migration has the indexes for each order. */
    sortName: text("sort_name").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
    updatedAt: moment("updated_at").notNull().defaultNow(),
    trashedAt: moment("trashed_at"),
    /** Whether visitors see neither the item nor what hangs on it. */
    hidden: boolean("hidden")
      .notNull()
      .generatedAlwaysAs(sql`visibility = 'private' or trashed_at is not null`),
  },
  (t) => [
    unique("items_hidden").on(t.tenantId, t.id, t.hidden),
    unique("items_slug").on(t.tenantId, t.slug),
    index("items_in_trash").on(t.tenantId, t.trashedAt).where(sql`trashed_at is not null`),
    check("items_status", oneOf(t.formerStatus, FORMER_STATUSES)),
    check("items_visibility", oneOf(t.visibility, VISIBILITIES)),
    check(
      "items_name_length",
      sql`length(${t.name}) between 1 and ${sql.raw(String(LONGEST.name))}`,
    ),
  ],
);

/** The columns of what hangs on an item. Where `hidden` is null, a trigger of `guard.sql` takes it from the item. */
export const ofItem = {
  itemId: uuid("item_id").notNull(),
  hidden: boolean("hidden")
    .notNull()
    .$default(() => sql`null`),
};

/** What hangs on an item goes with it, and is hidden from visitors exactly while the item is. */
export function followsItem(table: { tenantId: PgColumn; itemId: PgColumn; hidden: PgColumn }) {
  return foreignKey({
    columns: [table.tenantId, table.itemId, table.hidden],
    foreignColumns: [items.tenantId, items.id, items.hidden],
  })
    .onDelete("cascade")
    .onUpdate("cascade");
}

/**
 * The addresses that an item had before, so that each leads to it for ever. A trigger of `guard.sql` keeps them; the
 * address of an item there is goes before one that another had.
 */
export const formerAddresses = tenantTable(
  "former_addresses",
  follows("items", "item_id", { derived: true }),
  notInHistory("A trigger keeps them from the item's address."),
  { ...ofItem, slug: text("slug").notNull() },
  (t) => [
    followsItem(t),
    unique("former_addresses_slug").on(t.tenantId, t.slug),
    index("former_addresses_of_item").on(t.tenantId, t.itemId),
  ],
);

/** The owner's own labels on an item: `error`, `first edition`. */
export const itemTags = tenantTable(
  "item_tags",
  follows("items", "item_id"),
  inHistory({ item: "item_id" }),
  { ...ofItem, tag: text("tag").notNull() },
  (t) => [
    followsItem(t),
    unique("item_tags_once").on(t.tenantId, t.itemId, t.tag),
    index("item_tags_by_tag").on(t.tenantId, t.tag),
    check("item_tags_length", sql`length(${t.tag}) between 1 and ${sql.raw(String(LONGEST.tags))}`),
  ],
);

/**
 * The words of each item, for search, as `item-words.sql` makes them. Triggers keep them in step. A table of words and a
 * range over leakproof text comparison stays on its index under row-level security, where LIKE and @@ do not.
 */
export const itemWords = tenantTable(
  "item_words",
  follows("items", "item_id", { derived: true, rows: "NOT for_members" }),
  notInHistory("Triggers make the words from the item."),
  {
    ...ofItem,
    word: text("word").notNull(),
    /** Whether the item says it to members alone, as in a price. */
    forMembers: boolean("for_members").notNull().default(false),
  },
  (t) => [
    followsItem(t),
    unique("item_words_once").on(t.tenantId, t.word, t.itemId),
    index("item_words_of_item").on(t.tenantId, t.itemId),
  ],
);

/**
 * What one action changed, in one transaction or, of long work, in several. Triggers write it with the name that its
 * author had then; `fields` are `copies.price_paid`, or `copies+` and `copies-` for rows that came and went.
 */
export const changeSets = tenantTable(
  "change_sets",
  forMembers,
  notInHistory("It is the history."),
  {
    at: moment("at").notNull().default(sql`clock_timestamp()`),
    action: text("action").notNull(),
    /** Null where the site itself did it. Members leave, and what they did stays. */
    memberId: uuid("member_id"),
    memberName: text("member_name").notNull().default(""),
    fields: text("fields").array().notNull().default(sql`'{}'::text[]`),
    /** The change set that this one took back. */
    undoes: uuid("undoes"),
    /** Since when only what people read of it is left, so that it can't be taken back. */
    thinnedAt: moment("thinned_at"),
  },
  (t) => [
    index("change_sets_by_age").on(t.tenantId, t.at, t.id),
    index("change_sets_of_member").on(t.tenantId, t.memberId, t.at, t.id),
    index("change_sets_undoing").on(t.tenantId, t.undoes),
  ],
);

/**
 * What a change set did to one row, added up: nothing before it when the row came, nothing after it when it went, else
 * the columns that differ.
 */
export const changes = tenantTable(
  "changes",
  forMembers,
  notInHistory("It is the history."),
  {
    changeSetId: uuid("change_set_id").notNull(),
    at: moment("at").notNull().default(sql`clock_timestamp()`),
    tableName: text("table_name").notNull(),
    rowId: uuid("row_id").notNull(),
    /** The item that the row belongs to; null for rows of the site. */
    itemId: uuid("item_id"),
    before: jsonb("before"),
    after: jsonb("after"),
  },
  (t) => [
    reference(t, t.changeSetId, changeSets).onDelete("cascade"),
    unique("changes_once").on(t.tenantId, t.changeSetId, t.tableName, t.rowId),
    index("changes_of_row").on(t.tenantId, t.rowId, t.at),
    index("changes_of_item").on(t.tenantId, t.itemId, t.at),
  ],
);

/**
 * Each word of a site's items with one letter left out, in every way, so that a slip is found by equality, which is
 * leakproof. Of a word that many items have there is one set; it is seen by whoever sees an item with the word.
 * @public for item-words.sql, which fills and reads it
 */
export const wordSlips = tenantTable(
  "word_slips",
  whoeverSees("item_words", "word", "word"),
  notInHistory("Triggers make them from the words."),
  { slip: text("slip").notNull(), word: text("word").notNull() },
  (t) => [unique("word_slips_once").on(t.tenantId, t.slip, t.word)],
);
