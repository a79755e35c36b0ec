CREATE TABLE "copies" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	"condition" text DEFAULT '' NOT NULL,
	"swing_tag" text DEFAULT '' NOT NULL,
	"tush_tag" text DEFAULT '' NOT NULL,
	"acquired" text DEFAULT '' NOT NULL,
	"price_paid" integer,
	"currency" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "copies_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "copies_condition" CHECK ("copies"."condition" in ('', 'mint', 'near-mint', 'excellent', 'good', 'played')),
	CONSTRAINT "copies_price" CHECK ("copies"."price_paid" is null or ("copies"."price_paid" >= 0 and "copies"."currency" ~ '^[A-Z]{3}$'))
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "invitations_email" UNIQUE("tenant_id","email"),
	CONSTRAINT "invitations_token" UNIQUE("tenant_id","token_hash"),
	CONSTRAINT "invitations_role" CHECK ("invitations"."role" in ('owner', 'editor', 'viewer')),
	CONSTRAINT "invitations_email_lower" CHECK ("invitations"."email" = lower("invitations"."email"))
);
--> statement-breakpoint
CREATE TABLE "item_tags" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"tag" text NOT NULL,
	CONSTRAINT "item_tags_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "item_tags_once" UNIQUE("tenant_id","item_id","tag"),
	CONSTRAINT "item_tags_length" CHECK (length("item_tags"."tag") between 1 and 40)
);
--> statement-breakpoint
CREATE TABLE "item_words" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "item_words_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "item_words_once" UNIQUE("tenant_id","word","item_id")
);
--> statement-breakpoint
CREATE TABLE "items" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"animal" text DEFAULT '' NOT NULL,
	"variant" text DEFAULT '' NOT NULL,
	"style_number" text DEFAULT '' NOT NULL,
	"colour" text DEFAULT '' NOT NULL,
	"birthday" text DEFAULT '' NOT NULL,
	"introduced" text DEFAULT '' NOT NULL,
	"retired" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'owned' NOT NULL,
	"visibility" text DEFAULT 'public' NOT NULL,
	"story" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"trashed_at" timestamp with time zone,
	CONSTRAINT "items_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "items_slug" UNIQUE("tenant_id","slug"),
	CONSTRAINT "items_status" CHECK ("items"."status" in ('owned', 'wanted', 'trade', 'sale')),
	CONSTRAINT "items_visibility" CHECK ("items"."visibility" in ('public', 'unlisted', 'private')),
	CONSTRAINT "items_name_length" CHECK (length("items"."name") between 1 and 120)
);
--> statement-breakpoint
CREATE TABLE "members" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"email_verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "members_email" UNIQUE("tenant_id","email"),
	CONSTRAINT "members_role" CHECK ("members"."role" in ('owner', 'editor', 'viewer')),
	CONSTRAINT "members_email_lower" CHECK ("members"."email" = lower("members"."email"))
);
--> statement-breakpoint
CREATE TABLE "one_time_tokens" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"identifier" text NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "one_time_tokens_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "one_time_tokens_token" UNIQUE("tenant_id","identifier","token_hash")
);
--> statement-breakpoint
CREATE TABLE "photos" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"key" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"colour" text NOT NULL,
	"alt" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "photos_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "photos_key" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"member_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sessions_token" UNIQUE("tenant_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "site" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"only" boolean DEFAULT true NOT NULL,
	"name" text NOT NULL,
	"skin_id" uuid NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "site_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "site_only" UNIQUE("tenant_id","only"),
	CONSTRAINT "site_is_one" CHECK ("site"."only"),
	CONSTRAINT "site_name_length" CHECK (length("site"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE TABLE "skins" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"number" integer NOT NULL,
	"value" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "skins_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "skins_number" UNIQUE("tenant_id","number")
);
--> statement-breakpoint
ALTER TABLE "copies" ADD CONSTRAINT "copies_tenant_id_item_id_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","item_id") REFERENCES "public"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_tags" ADD CONSTRAINT "item_tags_tenant_id_item_id_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","item_id") REFERENCES "public"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_words" ADD CONSTRAINT "item_words_tenant_id_item_id_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","item_id") REFERENCES "public"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "photos" ADD CONSTRAINT "photos_tenant_id_item_id_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","item_id") REFERENCES "public"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_tenant_id_skin_id_skins_tenant_id_id_fk" FOREIGN KEY ("tenant_id","skin_id") REFERENCES "public"."skins"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "copies_of_item" ON "copies" USING btree ("tenant_id","item_id","position");--> statement-breakpoint
CREATE INDEX "item_tags_by_tag" ON "item_tags" USING btree ("tenant_id","tag");--> statement-breakpoint
CREATE INDEX "item_words_of_item" ON "item_words" USING btree ("tenant_id","item_id");--> statement-breakpoint
CREATE INDEX "items_by_name" ON "items" USING btree ("tenant_id","visibility","name","id");--> statement-breakpoint
CREATE INDEX "items_by_age" ON "items" USING btree ("tenant_id","visibility","created_at","id");--> statement-breakpoint
CREATE INDEX "photos_of_item" ON "photos" USING btree ("tenant_id","item_id","position");