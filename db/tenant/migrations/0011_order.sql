-- As ICU's root has it, and numbers by their value.
CREATE COLLATION "in_order" (provider = icu, locale = 'und-u-kn');
--> statement-breakpoint
DROP INDEX "items_by_name";--> statement-breakpoint
DROP INDEX "items_by_age";--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "sort_name" text COLLATE "in_order" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_language" CHECK ("site"."language" in ('cs', 'da', 'de', 'en', 'es', 'fr', 'it', 'nl', 'nb', 'pl', 'pt', 'fi', 'sv', 'tr', 'und'));
--> statement-breakpoint
-- One for each order of the shelf. They hold what decides who sees an item, so that rows before a page are not read.
CREATE INDEX "items_by_sort_name" ON "items" ("tenant_id", "sort_name", "id") INCLUDE ("visibility", "hidden") WHERE "trashed_at" IS NULL;
--> statement-breakpoint
CREATE INDEX "items_by_age" ON "items" ("tenant_id", "created_at", "id") INCLUDE ("visibility", "hidden") WHERE "trashed_at" IS NULL;
--> statement-breakpoint
CREATE INDEX "items_by_introduced" ON "items" ("tenant_id", (nullif("introduced", '')), "sort_name", "id") WHERE "trashed_at" IS NULL;
--> statement-breakpoint
CREATE INDEX "items_by_number" ON "items" ("tenant_id", (nullif("style_number", '') COLLATE "in_order"), "sort_name", "id") WHERE "trashed_at" IS NULL;
