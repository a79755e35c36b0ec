CREATE TABLE "shelf_sets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"spelled" text NOT NULL,
	"for_members" boolean NOT NULL,
	"part" integer NOT NULL,
	"bits" bit(4096) NOT NULL,
	CONSTRAINT "shelf_sets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "shelf_sets_once" UNIQUE("tenant_id","facet","value","spelled","for_members","part")
);
--> statement-breakpoint
DROP TABLE "shelf_counts" CASCADE;--> statement-breakpoint
DROP FUNCTION IF EXISTS count_facets_insert(), count_facets_update(), count_facets_delete() CASCADE;--> statement-breakpoint
-- Derived from the items; guard.sql makes them anew.
TRUNCATE "item_facets";--> statement-breakpoint
ALTER TABLE "item_facets" ADD COLUMN "ordinal" integer NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "item_facets_ordinal" ON "item_facets" USING btree ("tenant_id","ordinal") WHERE facet = 'all';--> statement-breakpoint
-- What is asked of these indexes, whether a visitor sees the row among it, is read from them alone.
ALTER TABLE "item_facets" DROP CONSTRAINT "item_facets_once";--> statement-breakpoint
ALTER TABLE "item_facets" ADD CONSTRAINT "item_facets_once" UNIQUE("tenant_id","facet","value","item_id") INCLUDE ("ordinal","hidden","for_members");--> statement-breakpoint
DROP INDEX "item_facets_of_item";--> statement-breakpoint
CREATE INDEX "item_facets_of_item" ON "item_facets" USING btree ("tenant_id","item_id") INCLUDE ("facet","value","hidden","for_members");--> statement-breakpoint
ALTER TABLE "item_words" DROP CONSTRAINT "item_words_once";--> statement-breakpoint
ALTER TABLE "item_words" ADD CONSTRAINT "item_words_once" UNIQUE("tenant_id","word","item_id") INCLUDE ("hidden","for_members");
