CREATE TABLE "bulk_edits" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"member_id" uuid NOT NULL,
	"selection" jsonb NOT NULL,
	"change" jsonb NOT NULL,
	"seen" bigint NOT NULL,
	"total" integer NOT NULL,
	"reached" uuid,
	"passed" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"left_alone" integer DEFAULT 0 NOT NULL,
	"left" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"problem" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "bulk_edits_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "table_views" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"member_id" uuid,
	"name" text NOT NULL,
	"value" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "table_views_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "table_views_name" UNIQUE NULLS NOT DISTINCT("tenant_id","member_id","name"),
	CONSTRAINT "table_views_name_length" CHECK (length("table_views"."name") <= 40),
	CONSTRAINT "table_views_named" CHECK ("table_views"."member_id" is not null or "table_views"."name" <> '')
);
--> statement-breakpoint
ALTER TABLE "table_views" ADD CONSTRAINT "table_views_tenant_id_member_id_members_tenant_id_id_fk" FOREIGN KEY ("tenant_id","member_id") REFERENCES "public"."members"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_edits_of_member" ON "bulk_edits" USING btree ("tenant_id","member_id","created_at");