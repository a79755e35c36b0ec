CREATE TABLE "places" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	CONSTRAINT "places_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "places_name_length" CHECK (length("places"."name") between 1 and 80)
);
--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "line" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "plush_condition" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "swing_tag_condition" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "tush_tag_condition" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "tag_protector" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "certified_by" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "certificate_number" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "certified_on" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "certificate_wording" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "copy_private" ADD COLUMN "place_id" uuid;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_tenant_id_parent_id_places_tenant_id_id_fk" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "public"."places"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "places_in" ON "places" USING btree ("tenant_id","parent_id");--> statement-breakpoint
ALTER TABLE "copy_private" ADD CONSTRAINT "copy_private_tenant_id_place_id_places_tenant_id_id_fk" FOREIGN KEY ("tenant_id","place_id") REFERENCES "public"."places"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "copy_private_by_place" ON "copy_private" USING btree ("tenant_id","place_id");--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_plush_condition" CHECK ("copies"."plush_condition" in ('', 'mint', 'near-mint', 'excellent', 'good', 'played'));--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_swing_tag_condition" CHECK ("copies"."swing_tag_condition" in ('', 'mint', 'near-mint', 'creased', 'worn', 'torn', 'none'));--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_tush_tag_condition" CHECK ("copies"."tush_tag_condition" in ('', 'mint', 'faded', 'frayed', 'cut', 'none'));--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_tag_protector" CHECK ("copies"."tag_protector" in ('', 'yes', 'no'));
--> statement-breakpoint
-- Rows of places are put back in any order.
ALTER TABLE "places" ALTER CONSTRAINT "places_tenant_id_parent_id_places_tenant_id_id_fk" DEFERRABLE INITIALLY DEFERRED;
