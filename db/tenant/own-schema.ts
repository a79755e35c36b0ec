import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, oneOf, texts } from "../columns";
import { copies } from "./copy-schema";
import { inHistory } from "./in-history";
import { FIELD_OWNERS, FIELD_TYPES, LONGEST_OWN, SEEN_BY } from "./own";
import { followsItem, items, ofItem } from "./schema";
import { everyone, follows, forMembers } from "./seen-by";
import { reference, tenantTable } from "./table";

/** The fields that an owner has made. Their values stand in `field_values`, so that a further one is a row. */
export const fields = tenantTable(
  "fields",
  everyone("NOT hidden"),
  inHistory(),
  {
    /** Its name in addresses, which stays when it is renamed. */
    key: text("key").notNull(),
    label: text("label").notNull(),
    /** The label as names are compared. */
    folded: text("folded").notNull(),
    type: text("type", { enum: FIELD_TYPES }).notNull(),
    owner: text("owner", { enum: FIELD_OWNERS }).notNull(),
    seenBy: text("seen_by", { enum: SEEN_BY }).notNull(),
    group: text("group_name").notNull().default(""),
    unit: text("unit").notNull().default(""),
    choices: texts("choices").notNull().default([]),
    position: integer("position").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    trashedAt: moment("trashed_at"),
    /** Whether visitors know nothing of it. Its values carry that too, so that their policy asks no other row. */
    hidden: boolean("hidden")
      .notNull()
      .generatedAlwaysAs(sql`seen_by = 'members' or trashed_at is not null`),
  },
  (t) => [
    unique("fields_key").on(t.tenantId, t.key),
    unique("fields_hidden").on(t.tenantId, t.id, t.hidden),
    uniqueIndex("fields_label").on(t.tenantId, t.folded).where(sql`trashed_at is null`),
    check("fields_type", oneOf(t.type, FIELD_TYPES)),
    check("fields_owner", oneOf(t.owner, FIELD_OWNERS)),
    check("fields_seen_by", oneOf(t.seenBy, SEEN_BY)),
    check(
      "fields_label_length",
      sql`length(${t.label}) between 1 and ${sql.raw(String(LONGEST_OWN.label))}`,
    ),
  ],
);

/**
 * What is written in the owner's fields, a row for each value and each of several choices. Numbers, days and a folded
 * text stand in columns of their own: their plain comparisons are leakproof, so they stay on an index under row-level
 * security, where `->>` and containment do not.
 */
export const fieldValues = tenantTable(
  "field_values",
  follows("items", "item_id", { rows: "(NOT withheld) AND (kept_off IS NOT TRUE)" }),
  inHistory({ item: "item_id", without: ["withheld", "kept_off"] }),
  {
    fieldId: uuid("field_id").notNull(),
    ...ofItem,
    /** Of a copy's field, which copy. */
    copyId: uuid("copy_id"),
    /** Among several choices, from 0. */
    position: integer("position").notNull().default(0),
    /** The value as `own.ts` writes it. */
    text: text("text").notNull(),
    /** For comparing and ordering texts. */
    folded: text("folded").notNull(),
    /** A number; an amount in minor units. */
    number: numeric("number"),
    /** The first and the last day that a date may mean. */
    since: date("since", { mode: "string" }),
    until: date("until", { mode: "string" }),
    /** Whether its field is hidden: a trigger of `guard.sql` takes it from there, and the reference holds it true. */
    withheld: boolean("withheld")
      .notNull()
      .$default(() => sql`null`),
    /** Whether its copy is kept off the page, likewise; null for a value of the item. */
    keptOff: boolean("kept_off"),
  },
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.fieldId, t.withheld],
      foreignColumns: [fields.tenantId, fields.id, fields.hidden],
      name: "field_values_field",
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    followsItem(t),
    foreignKey({
      columns: [t.tenantId, t.copyId, t.keptOff],
      foreignColumns: [copies.tenantId, copies.id, copies.keptOff],
      name: "field_values_copy",
    })
      .onUpdate("cascade")
      .onDelete("cascade"),
    check("field_values_know_their_copy", sql`(${t.copyId} is null) = (${t.keptOff} is null)`),
    unique("field_values_once")
      .on(t.tenantId, t.itemId, t.fieldId, t.copyId, t.position)
      .nullsNotDistinct(),
    index("field_values_of_copy").on(t.tenantId, t.copyId),
    index("field_values_by_text").on(t.tenantId, t.fieldId, t.folded, t.itemId),
    index("field_values_by_number").on(t.tenantId, t.fieldId, t.number, t.itemId),
    index("field_values_by_day").on(t.tenantId, t.fieldId, t.since, t.itemId),
  ],
);

/** A named set of fields with what they begin with, such as "Beanie Babies". `facts` are those of built-in fields. */
export const templates = tenantTable(
  "templates",
  forMembers,
  inHistory(),
  {
    label: text("label").notNull(),
    folded: text("folded").notNull(),
    facts: jsonb("facts").$type<Readonly<Record<string, string>>>().notNull().default({}),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("templates_label").on(t.tenantId, t.folded),
    check(
      "templates_label_length",
      sql`length(${t.label}) between 1 and ${sql.raw(String(LONGEST_OWN.label))}`,
    ),
  ],
);

/** An owner's field in a template, with what it begins with. */
export const templateFields = tenantTable(
  "template_fields",
  forMembers,
  inHistory(),
  {
    templateId: uuid("template_id").notNull(),
    fieldId: uuid("field_id").notNull(),
    begins: texts("begins").notNull().default([]),
  },
  (t) => [
    unique("template_fields_once").on(t.tenantId, t.templateId, t.fieldId),
    reference(t, t.templateId, templates).onDelete("cascade"),
    reference(t, t.fieldId, fields).onDelete("cascade"),
  ],
);

/** Which template an item was made from: its form shows that template's fields. */
export const itemTemplates = tenantTable(
  "item_templates",
  forMembers,
  inHistory({ item: "item_id" }),
  { itemId: uuid("item_id").notNull(), templateId: uuid("template_id").notNull() },
  (t) => [
    unique("item_templates_once").on(t.tenantId, t.itemId),
    index("item_templates_by_template").on(t.tenantId, t.templateId, t.itemId),
    reference(t, t.itemId, items).onDelete("cascade"),
    reference(t, t.templateId, templates).onDelete("cascade"),
  ],
);
