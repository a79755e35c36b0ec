CREATE TABLE "copy_private" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"copy_id" uuid NOT NULL,
	"acquired_from" text DEFAULT '' NOT NULL,
	"price_paid" bigint,
	"currency" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "copy_private_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "copy_private_once" UNIQUE("tenant_id","copy_id"),
	CONSTRAINT "copy_private_price" CHECK ("copy_private"."price_paid" is null or ("copy_private"."price_paid" between 0 and 9007199254740991 and "copy_private"."currency" ~ '^[A-Z]{3}$'))
);
--> statement-breakpoint
CREATE TABLE "want_limits" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"want_id" uuid NOT NULL,
	"highest" bigint NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "want_limits_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "want_limits_once" UNIQUE("tenant_id","want_id"),
	CONSTRAINT "want_limits_price" CHECK ("want_limits"."highest" is null or ("want_limits"."highest" between 0 and 9007199254740991 and "want_limits"."currency" ~ '^[A-Z]{3}$'))
);
--> statement-breakpoint
CREATE TABLE "wants" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"hidden" boolean NOT NULL,
	"priority" text DEFAULT 'normal' NOT NULL,
	"condition" text DEFAULT '' NOT NULL,
	"swing_tag" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "wants_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "wants_once" UNIQUE("tenant_id","item_id"),
	CONSTRAINT "wants_priority" CHECK ("wants"."priority" in ('low', 'normal', 'high')),
	CONSTRAINT "wants_condition" CHECK ("wants"."condition" in ('', 'mint', 'near-mint', 'excellent', 'good', 'played'))
);
--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "status" text DEFAULT 'owned' NOT NULL;--> statement-breakpoint
ALTER TABLE "copies" ADD COLUMN "kept_off" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "copy_private" ADD CONSTRAINT "copy_private_tenant_id_copy_id_copies_tenant_id_id_fk" FOREIGN KEY ("tenant_id","copy_id") REFERENCES "public"."copies"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "want_limits" ADD CONSTRAINT "want_limits_tenant_id_want_id_wants_tenant_id_id_fk" FOREIGN KEY ("tenant_id","want_id") REFERENCES "public"."wants"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wants" ADD CONSTRAINT "wants_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
CREATE INDEX "copies_by_status" ON "copies" USING btree ("tenant_id","status","item_id");--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_status" CHECK ("copies"."status" in ('owned', 'trade', 'sale', 'lent', 'ordered', 'sold', 'given', 'missing'));
--> statement-breakpoint
-- Where how a copy stands and what was paid for it lay before: on the item, and on the copy for everyone who selects it.
-- Carries them over and leaves nothing there. Of one item, or of all that the caller sees. Archives of then are put back
-- through it too.
CREATE FUNCTION bring_over(one uuid DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  INSERT INTO copy_private (tenant_id, copy_id, price_paid, currency)
    SELECT tenant_id, id, price_paid, currency FROM copies WHERE price_paid IS NOT NULL AND (one IS NULL OR item_id = one)
    ON CONFLICT (tenant_id, copy_id) DO UPDATE SET price_paid = excluded.price_paid, currency = excluded.currency;
  UPDATE copies SET price_paid = NULL, currency = '' WHERE price_paid IS NOT NULL AND (one IS NULL OR item_id = one);
  INSERT INTO wants (tenant_id, item_id, hidden)
    SELECT tenant_id, id, hidden FROM items WHERE status = 'wanted' AND (one IS NULL OR id = one) ON CONFLICT DO NOTHING;
  UPDATE copies c SET status = i.status FROM items i WHERE i.tenant_id = c.tenant_id AND i.id = c.item_id
    AND i.status IN ('trade', 'sale') AND c.status = 'owned' AND (one IS NULL OR i.id = one);
  INSERT INTO copies (tenant_id, item_id, hidden, status)
    SELECT tenant_id, id, hidden, status FROM items i WHERE i.status <> 'wanted' AND (one IS NULL OR i.id = one)
    AND NOT EXISTS (SELECT FROM copies c WHERE c.tenant_id = i.tenant_id AND c.item_id = i.id);
  UPDATE items SET status = 'owned' WHERE status <> 'owned' AND (one IS NULL OR id = one);
$$;
--> statement-breakpoint
-- The owner of the tables is held by their policies; here it acts for all tenants at once, and as nobody whose work the
-- history would keep.
SET LOCAL app.restoring = 'on';--> statement-breakpoint
ALTER TABLE items NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE copies NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
SELECT bring_over();--> statement-breakpoint
ALTER TABLE items FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE copies FORCE ROW LEVEL SECURITY;
