import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  date,
  index,
  integer,
  numeric,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { moment, oneOf } from "../columns";
import { CONDITIONS, LONGEST_SOURCE, OBSERVATION_KINDS, OF_ONE_COPY, WORTH_BASES } from "./choices";
import { copies, priced } from "./copy-schema";
import { inHistory, notInHistory } from "./in-history";
import { items } from "./schema";
import { forMembers } from "./seen-by";
import { reference, tenantTable } from "./table";

/**
 * What one of an item was asked, sold or appraised for on a day, or what its owner thinks of it. What was paid for a copy
 * stands in `copy_private` and nowhere else.
 */
export const observations = tenantTable(
  "observations",
  forMembers,
  inHistory({ item: "item_id" }),
  {
    itemId: uuid("item_id").notNull(),
    /** The one copy that it is about; null where it is about any of the item. */
    copyId: uuid("copy_id"),
    kind: text("kind", { enum: OBSERVATION_KINDS }).notNull(),
    /** The condition that it is about; empty where it is about any. */
    condition: text("condition", { enum: CONDITIONS }).notNull().default(""),
    /** A partial date with a year. */
    observed: text("observed").notNull(),
    source: text("source").notNull().default(""),
    /** In minor units of the currency. */
    amount: bigint("amount", { mode: "number" }).notNull(),
    currency: text("currency").notNull(),
    notedAt: moment("noted_at").notNull().defaultNow(),
    /** The first day that the date may mean, by which observations are ordered: 2024 is older than March 2024. */
    since: text("since")
      .notNull()
      .generatedAlwaysAs(
        sql`case when observed ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then left(observed, 10) when observed ~ '^[0-9]{4}-[0-9]{2}' then left(observed, 7) || '-01' else left(observed, 4) || '-01-01' end`,
      ),
  },
  (t) => [
    reference(t, t.itemId, items).onDelete("cascade"),
    reference(t, t.copyId, copies).onDelete("cascade"),
    index("observations_of_item").on(t.tenantId, t.itemId, t.kind, t.since),
    index("observations_of_copy").on(t.tenantId, t.copyId),
    check("observations_kind", oneOf(t.kind, OBSERVATION_KINDS)),
    check("observations_of_one_copy", sql`${t.copyId} is null or ${oneOf(t.kind, OF_ONE_COPY)}`),
    check("observations_condition", oneOf(t.condition, CONDITIONS)),
    check("observations_day", sql`${t.observed} ~ '^[0-9]{4}'`),
    check("observations_amount", priced(t.amount, t.currency)),
    check(
      "observations_source_length",
      sql`length(${t.source}) <= ${sql.raw(String(LONGEST_SOURCE))}`,
    ),
  ],
);

/** The current value of each copy that has one, by the rule of `worth.sql`, whose triggers keep it. */
export const worths = tenantTable(
  "worths",
  forMembers,
  notInHistory("Triggers make it from the observations."),
  {
    copyId: uuid("copy_id").notNull(),
    basis: text("basis", { enum: WORTH_BASES }).notNull(),
    /** In minor units of the currency. */
    amount: bigint("amount", { mode: "number" }).notNull(),
    currency: text("currency").notNull(),
    /** The newest observation that it is made of. */
    observationId: uuid("observation_id").notNull(),
    /** Of how many observations it is made. */
    counted: integer("counted").notNull(),
    /** How many sales in other currencies were left out. */
    leftOut: integer("left_out").notNull(),
  },
  (t) => [
    unique("worths_once").on(t.tenantId, t.copyId),
    reference(t, t.copyId, copies).onDelete("cascade"),
    check("worths_basis", oneOf(t.basis, WORTH_BASES)),
    check("worths_amount", priced(t.amount, t.currency)),
  ],
);

/** What one unit of a currency was in another on a day, as an owner entered it. */
export const exchangeRates = tenantTable(
  "exchange_rates",
  forMembers,
  inHistory({ by: "owner" }),
  {
    fromCurrency: text("from_currency").notNull(),
    toCurrency: text("to_currency").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    rate: numeric("rate", { precision: 20, scale: 10 }).notNull(),
  },
  (t) => [
    unique("exchange_rates_once").on(t.tenantId, t.fromCurrency, t.toCurrency, t.day),
    check(
      "exchange_rates_currencies",
      sql`${t.fromCurrency} ~ '^[A-Z]{3}$' and ${t.toCurrency} ~ '^[A-Z]{3}$' and ${t.fromCurrency} <> ${t.toCurrency}`,
    ),
    check("exchange_rates_rate", sql`${t.rate} > 0`),
  ],
);
