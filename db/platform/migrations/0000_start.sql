CREATE TABLE "databases" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"server" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "databases_name_unique" UNIQUE("name"),
	CONSTRAINT "databases_kind" CHECK ("databases"."kind" in ('pool', 'own'))
);
--> statement-breakpoint
CREATE TABLE "ownerships" (
	"email_hash" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	CONSTRAINT "ownerships_email_hash_tenant_id_pk" PRIMARY KEY("email_hash","tenant_id")
);
--> statement-breakpoint
CREATE TABLE "rates" (
	"key" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"count" integer NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rates_key_pk" PRIMARY KEY("key")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"database_id" uuid NOT NULL,
	"confirmed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenants_slug_unique" UNIQUE("slug"),
	CONSTRAINT "tenants_slug" CHECK ("tenants"."slug" ~ '^[a-z0-9](-?[a-z0-9])*$' and length("tenants"."slug") between 3 and 40),
	CONSTRAINT "tenants_state" CHECK ("tenants"."state" in ('active', 'suspended'))
);
--> statement-breakpoint
ALTER TABLE "ownerships" ADD CONSTRAINT "ownerships_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_database_id_databases_id_fk" FOREIGN KEY ("database_id") REFERENCES "public"."databases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rates_by_expiry" ON "rates" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "tenants_by_database" ON "tenants" USING btree ("database_id");