import { sql } from "drizzle-orm";
import { boolean, check, index, integer, text, unique, uuid } from "drizzle-orm/pg-core";
import { moment } from "../columns";
import { copies } from "./copy-schema";
import { inHistory } from "./in-history";
import { followsItem, ofItem } from "./schema";
import { follows } from "./seen-by";
import { reference, tenantTable } from "./table";

/**
 * A photograph; `key` leads to its sizes in the tenant's own files. Without an item it is loose, and members alone
 * see it: it waits in the photo inbox, or was removed and can be brought back for 30 days.
 */
export const photos = tenantTable(
  "photos",
  // What shows a copy that is kept off the page is kept off with it.
  follows("items", "item_id", {
    rows: "(copy_id IS NULL) OR (EXISTS ( SELECT FROM copies WHERE ((copies.tenant_id = photos.tenant_id) AND (copies.id = photos.copy_id))))",
  }),
  inHistory({ item: "item_id" }),
  {
    ...ofItem,
    itemId: uuid("item_id"),
    /** The copy that it shows, if not the item in general; a removed one keeps it for when it comes back. */
    copyId: uuid("copy_id"),
    /** Whether it shows that copy's certificate; nothing where it shows no copy. */
    ofCertificate: boolean("of_certificate").notNull().default(false),
    position: integer("position").notNull().default(0),
    key: text("key").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    colour: text("colour").notNull(),
    alt: text("alt").notNull().default(""),
    /** What the file was called that somebody uploaded. */
    fileName: text("file_name").notNull().default(""),
    /**
     * Of one that an import brought: digests of where it came from, and of its bytes as they came, so that nothing is
     * brought twice. An address may hold a secret, so it is not kept itself.
     */
    origin: text("origin").notNull().default(""),
    digest: text("digest").notNull().default(""),
    /** Of a loose one: the item it was removed from, or that somebody was writing when it came. */
    heldFor: uuid("held_for"),
    removedAt: moment("removed_at"),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (t) => [
    followsItem(t),
    // The migration sets null of the copy alone: of a whole reference it would take the tenant along.
    reference(t, t.copyId, copies).onDelete("set null"),
    index("photos_of_item").on(t.tenantId, t.itemId, t.position),
    index("photos_of_copy").on(t.tenantId, t.copyId),
    index("photos_loose").on(t.tenantId, t.createdAt).where(sql`${t.itemId} is null`),
    unique("photos_key").on(t.tenantId, t.key),
    check("photos_removed", sql`${t.itemId} is null or ${t.removedAt} is null`),
    // A reference that names no item holds nothing, so that this says what is hidden then.
    check("photos_hidden", sql`${t.itemId} is not null or ${t.hidden}`),
  ],
);
