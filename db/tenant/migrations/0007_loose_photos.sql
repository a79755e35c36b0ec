ALTER TABLE "photos" ALTER COLUMN "item_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "copy_id" uuid;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "file_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "held_for" uuid;--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "removed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_tenant_id_copy_id_copies_tenant_id_id_fk" FOREIGN KEY ("tenant_id","copy_id") REFERENCES "public"."copies"("tenant_id","id") ON DELETE SET NULL ("copy_id") ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "photos_of_copy" ON "photos" USING btree ("tenant_id","copy_id");--> statement-breakpoint
CREATE INDEX "photos_loose" ON "photos" USING btree ("tenant_id","created_at") WHERE "photos"."item_id" is null;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_removed" CHECK ("photos"."item_id" is null or "photos"."removed_at" is null);--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_hidden" CHECK ("photos"."item_id" is not null or "photos"."hidden");