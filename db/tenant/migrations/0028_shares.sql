CREATE TABLE "shared_items" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"share_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"value" jsonb NOT NULL,
	"photo_keys" text[] NOT NULL,
	CONSTRAINT "shared_items_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "shared_items_once" UNIQUE("tenant_id","share_id","position")
);
--> statement-breakpoint
CREATE TABLE "shares" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"digest" text NOT NULL,
	"name" text NOT NULL,
	"with_values" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"visits" integer DEFAULT 0 NOT NULL,
	"visited_at" timestamp with time zone,
	CONSTRAINT "shares_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "shares_digest" UNIQUE("tenant_id","digest"),
	CONSTRAINT "shares_digest_form" CHECK ("shares"."digest" ~ '^[A-Za-z0-9_-]{18}$'),
	CONSTRAINT "shares_name_length" CHECK (length("shares"."name") between 1 and 120)
);
--> statement-breakpoint
ALTER TABLE "shared_items" ADD CONSTRAINT "shared_items_tenant_id_share_id_shares_tenant_id_id_fk" FOREIGN KEY ("tenant_id","share_id") REFERENCES "public"."shares"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shares_by_age" ON "shares" USING btree ("tenant_id","created_at");