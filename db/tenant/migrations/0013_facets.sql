CREATE TABLE "item_facets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"hidden" boolean NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"spelled" text NOT NULL,
	"for_members" boolean DEFAULT false NOT NULL,
	CONSTRAINT "item_facets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "item_facets_once" UNIQUE("tenant_id","facet","value","item_id") INCLUDE ("spelled","hidden","for_members")
);
--> statement-breakpoint
CREATE TABLE "shelf_counts" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"facet" text NOT NULL,
	"value" text NOT NULL,
	"spelled" text NOT NULL,
	"for_members" boolean NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "shelf_counts_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "shelf_counts_once" UNIQUE("tenant_id","facet","value","spelled","for_members")
);
--> statement-breakpoint
ALTER TABLE "item_facets" ADD CONSTRAINT "item_facets_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "item_facets_of_item" ON "item_facets" USING btree ("tenant_id","item_id");