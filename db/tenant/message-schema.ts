import { sql } from "drizzle-orm";
import { check, index, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";
import { notInHistory } from "./in-history";
import { LONGEST_ABOUT, LONGEST_MESSAGE, LONGEST_SENDER } from "./message";
import { forEditors } from "./seen-by";
import { tenantTable } from "./table";

/** How a keyed hash of an address reads. */
const DIGEST = sql.raw("'^[0-9a-f]{64}$'");
const most = (letters: number) => sql.raw(String(letters));

/**
 * What a visitor wrote to the owners, about an item or about none. Its id follows from what was written, so that what is
 * sent twice is one message. The item is named by an id without a reference, because a message outlives it.
 */
export const messages = tenantTable(
  "messages",
  forEditors(
    "((mailed_at IS NULL) AND (unmailed = ''::text) AND (read_at IS NULL) AND (reported_at IS NULL) AND (EXISTS ( SELECT FROM site WHERE ((site.tenant_id = messages.tenant_id) AND site.takes_messages))) AND ((item_id IS NULL) OR (EXISTS ( SELECT FROM items WHERE ((items.tenant_id = messages.tenant_id) AND (items.id = messages.item_id))))))",
  ),
  notInHistory("What somebody else wrote is no work of members; it goes after its days."),
  {
    itemId: uuid("item_id"),
    /** The item's name as it was then; empty where it is about none. */
    about: text("about").notNull().default(""),
    senderName: text("sender_name").notNull().default(""),
    senderEmail: text("sender_email").notNull(),
    /** A keyed hash of the address. */
    senderDigest: text("sender_digest").notNull(),
    text: text("text").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    /** When the mail server had taken it for every owner. */
    mailedAt: moment("mailed_at"),
    /** Why it could not be mailed, in a sentence, once nobody tries any more. */
    unmailed: text("unmailed").notNull().default(""),
    readAt: moment("read_at"),
    reportedAt: moment("reported_at"),
  },
  (t) => [
    index("messages_by_age").on(t.tenantId, t.createdAt, t.id),
    check("messages_text_length", sql`length(${t.text}) between 1 and ${most(LONGEST_MESSAGE)}`),
    check("messages_sender_length", sql`length(${t.senderName}) <= ${most(LONGEST_SENDER)}`),
    check("messages_about_length", sql`length(${t.about}) <= ${most(LONGEST_ABOUT)}`),
    check("messages_email_length", sql`length(${t.senderEmail}) between 3 and 254`),
    check("messages_digest_form", sql`${t.senderDigest} ~ ${DIGEST}`),
  ],
);

/** Whose messages the site takes no more, by a keyed hash of the address. */
export const blockedSenders = tenantTable(
  "blocked_senders",
  forEditors(),
  notInHistory("Who is blocked is decided anew each time, never put back."),
  {
    digest: text("digest").notNull(),
    /** What they called themselves in the message for which they were blocked. */
    name: text("name").notNull().default(""),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    unique("blocked_senders_digest").on(t.tenantId, t.digest),
    check("blocked_senders_digest_form", sql`${t.digest} ~ ${DIGEST}`),
    check("blocked_senders_name_length", sql`length(${t.name}) <= ${most(LONGEST_SENDER)}`),
  ],
);
