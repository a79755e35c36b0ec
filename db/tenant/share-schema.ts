import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment, texts } from "../columns";
import { notInHistory } from "./in-history";
import { forHolder, whoeverSees } from "./seen-by";
import { LONGEST_SHARE_NAME, type SharedItem } from "./shared";
import { reference, tenantTable } from "./table";

/**
 * A link to a selection, for somebody who is no member. Of its token there is a digest alone, and whoever holds the token
 * sees the row until its day, or until it is revoked.
 */
export const shares = tenantTable(
  "shares",
  forHolder("((revoked_at IS NULL) AND (expires_at > now()))"),
  notInHistory("A link that was revoked stays revoked."),
  {
    digest: text("digest").notNull(),
    name: text("name").notNull(),
    withValues: boolean("with_values").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
    /** How often its page was opened, and when last. */
    visits: integer("visits").notNull().default(0),
    visitedAt: moment("visited_at"),
  },
  (t) => [
    unique("shares_digest").on(t.tenantId, t.digest),
    index("shares_by_age").on(t.tenantId, t.createdAt),
    check("shares_digest_form", sql`${t.digest} ~ '^[A-Za-z0-9_-]{18}$'`),
    check(
      "shares_name_length",
      sql`length(${t.name}) between 1 and ${sql.raw(String(LONGEST_SHARE_NAME))}`,
    ),
  ],
);

/**
 * What a share shows of one item, as it was when the link was made: nothing that is written later is shown by it, and
 * without values none is in it.
 */
export const sharedItems = tenantTable(
  "shared_items",
  whoeverSees("shares", "share_id", "id"),
  notInHistory("It goes with its share."),
  {
    shareId: uuid("share_id").notNull(),
    position: integer("position").notNull(),
    value: jsonb("value").$type<SharedItem>().notNull(),
    /** Where its photographs lie, so that they are found by their key. */
    photoKeys: texts("photo_keys").notNull(),
  },
  (t) => [
    reference(t, t.shareId, shares).onDelete("cascade"),
    unique("shared_items_once").on(t.tenantId, t.shareId, t.position),
  ],
);
