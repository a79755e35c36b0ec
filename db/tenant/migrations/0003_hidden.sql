-- What hangs on an item learns whether the item is hidden. The owner sees the rows of all tenants while this runs;
-- a column with a constant default needs no rewrite, so that only what hangs on hidden items is written.
ALTER TABLE "items" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "former_addresses" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "copies" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "item_tags" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "item_words" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "photos" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "former_addresses" DROP CONSTRAINT "former_addresses_tenant_id_item_id_items_tenant_id_id_fk";
--> statement-breakpoint
ALTER TABLE "copies" DROP CONSTRAINT "copies_tenant_id_item_id_items_tenant_id_id_fk";
--> statement-breakpoint
ALTER TABLE "item_tags" DROP CONSTRAINT "item_tags_tenant_id_item_id_items_tenant_id_id_fk";
--> statement-breakpoint
ALTER TABLE "item_words" DROP CONSTRAINT "item_words_tenant_id_item_id_items_tenant_id_id_fk";
--> statement-breakpoint
ALTER TABLE "photos" DROP CONSTRAINT "photos_tenant_id_item_id_items_tenant_id_id_fk";
--> statement-breakpoint
ALTER TABLE "items" ADD COLUMN "hidden" boolean GENERATED ALWAYS AS (visibility = 'private' or trashed_at is not null) STORED NOT NULL;
--> statement-breakpoint
ALTER TABLE "items" ADD CONSTRAINT "items_hidden" UNIQUE("tenant_id","id","hidden");
--> statement-breakpoint
ALTER TABLE "former_addresses" ADD COLUMN "hidden" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
UPDATE "former_addresses" SET "hidden" = true FROM "items" WHERE "items"."tenant_id" = "former_addresses"."tenant_id" AND "items"."id" = "former_addresses"."item_id" AND "items"."hidden";
--> statement-breakpoint
ALTER TABLE "former_addresses" ALTER COLUMN "hidden" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "hidden" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
UPDATE "copies" SET "hidden" = true FROM "items" WHERE "items"."tenant_id" = "copies"."tenant_id" AND "items"."id" = "copies"."item_id" AND "items"."hidden";
--> statement-breakpoint
ALTER TABLE "copies" ALTER COLUMN "hidden" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "item_tags" ADD COLUMN "hidden" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
UPDATE "item_tags" SET "hidden" = true FROM "items" WHERE "items"."tenant_id" = "item_tags"."tenant_id" AND "items"."id" = "item_tags"."item_id" AND "items"."hidden";
--> statement-breakpoint
ALTER TABLE "item_tags" ALTER COLUMN "hidden" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "item_words" ADD COLUMN "hidden" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
UPDATE "item_words" SET "hidden" = true FROM "items" WHERE "items"."tenant_id" = "item_words"."tenant_id" AND "items"."id" = "item_words"."item_id" AND "items"."hidden";
--> statement-breakpoint
ALTER TABLE "item_words" ALTER COLUMN "hidden" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "hidden" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
UPDATE "photos" SET "hidden" = true FROM "items" WHERE "items"."tenant_id" = "photos"."tenant_id" AND "items"."id" = "photos"."item_id" AND "items"."hidden";
--> statement-breakpoint
ALTER TABLE "photos" ALTER COLUMN "hidden" DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE "former_addresses" ADD CONSTRAINT "former_addresses_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "item_tags" ADD CONSTRAINT "item_tags_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "item_words" ADD CONSTRAINT "item_words_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;
--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;
--> statement-breakpoint
-- As guard.sql has it, so that a running former build writes on before the guard is renewed.
CREATE FUNCTION take_hidden() RETURNS trigger LANGUAGE plpgsql AS $$
begin
  execute format('select hidden from %I where tenant_id = $1 and id = $2 for key share', tg_argv[0])
    into new.hidden using new.tenant_id, (to_jsonb(new) ->> tg_argv[1])::uuid;
  return new;
end
$$;
--> statement-breakpoint
CREATE TRIGGER take_hidden BEFORE INSERT ON "former_addresses" FOR EACH ROW WHEN (new.hidden IS NULL) EXECUTE FUNCTION take_hidden('items', 'item_id');
--> statement-breakpoint
CREATE TRIGGER take_hidden BEFORE INSERT ON "copies" FOR EACH ROW WHEN (new.hidden IS NULL) EXECUTE FUNCTION take_hidden('items', 'item_id');
--> statement-breakpoint
CREATE TRIGGER take_hidden BEFORE INSERT ON "item_tags" FOR EACH ROW WHEN (new.hidden IS NULL) EXECUTE FUNCTION take_hidden('items', 'item_id');
--> statement-breakpoint
CREATE TRIGGER take_hidden BEFORE INSERT ON "item_words" FOR EACH ROW WHEN (new.hidden IS NULL) EXECUTE FUNCTION take_hidden('items', 'item_id');
--> statement-breakpoint
CREATE TRIGGER take_hidden BEFORE INSERT ON "photos" FOR EACH ROW WHEN (new.hidden IS NULL) EXECUTE FUNCTION take_hidden('items', 'item_id');
--> statement-breakpoint
ALTER TABLE "items" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "copies" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "item_tags" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "item_words" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "photos" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "former_addresses" FORCE ROW LEVEL SECURITY;
