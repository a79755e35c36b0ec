CREATE TABLE "intake_photos" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"intake_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"place" integer NOT NULL,
	"item_id" uuid NOT NULL,
	"item_name" text DEFAULT '' NOT NULL,
	"source" text NOT NULL,
	"origin" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "intake_photos_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "intake_photos_place" UNIQUE("tenant_id","intake_id","line","place"),
	CONSTRAINT "intake_photos_state" CHECK ("intake_photos"."state" in ('waiting', 'added', 'there', 'refused'))
);
--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "origin" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "digest" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "intake_photos" ADD CONSTRAINT "intake_photos_tenant_id_intake_id_intakes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intake_id") REFERENCES "public"."intakes"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "intake_photos_by_state" ON "intake_photos" USING btree ("tenant_id","intake_id","state","tries","line","place");