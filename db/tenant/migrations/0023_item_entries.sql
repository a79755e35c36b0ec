CREATE TABLE "item_entries" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"hidden" boolean NOT NULL,
	"entry" text NOT NULL,
	"release" integer NOT NULL,
	"facts" jsonb NOT NULL,
	"mine" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "item_entries_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "item_entries_once" UNIQUE("tenant_id","item_id"),
	CONSTRAINT "item_entries_facts" CHECK (jsonb_typeof("item_entries"."facts") = 'object'),
	CONSTRAINT "item_entries_key_length" CHECK (length("item_entries"."entry") between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "item_entries" ADD CONSTRAINT "item_entries_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "item_entries_by_entry" ON "item_entries" USING btree ("tenant_id","entry","item_id");