CREATE TABLE "audit" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"tenant_id" uuid,
	"slug" text DEFAULT '' NOT NULL,
	"action" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenant_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"body" text NOT NULL,
	"signature" text NOT NULL,
	"issued_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "certificates_tenant_id_unique" UNIQUE("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "isolation_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone NOT NULL,
	"version" text DEFAULT '' NOT NULL,
	"requests" integer NOT NULL,
	"wrong_side" integer NOT NULL,
	"mutants" integer NOT NULL,
	"caught" integer NOT NULL,
	"passed" boolean NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kept_names" (
	"slug" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid,
	"until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"tenant_id" uuid,
	"slug" text DEFAULT '' NOT NULL,
	"input" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"memory" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"step" text DEFAULT '' NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text DEFAULT '' NOT NULL,
	"exclusive" boolean DEFAULT true NOT NULL,
	"ordered_by" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "operations_state" CHECK ("operations"."state" in ('waiting', 'running', 'succeeded', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "operator_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"kind" text NOT NULL,
	"second_factor_at" timestamp with time zone,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"email" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"last_step" bigint DEFAULT 0 NOT NULL,
	"enrolled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "tenants" DROP CONSTRAINT "tenants_state";--> statement-breakpoint
ALTER TABLE "databases" ADD COLUMN "state" text DEFAULT 'ready' NOT NULL;--> statement-breakpoint
ALTER TABLE "databases" ADD COLUMN "generation" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "databases" ADD COLUMN "schema_version" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "databases" ADD COLUMN "bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "purge_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "item_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "bytes" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "measured_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "kept_names" ADD CONSTRAINT "kept_names_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_of_tenant" ON "audit" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "audit_by_time" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "kept_names_of_tenant" ON "kept_names" USING btree ("tenant_id");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_at_a_time" ON "operations" USING btree ("tenant_id") WHERE "operations"."exclusive" and "operations"."state" in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "operations_of_tenant" ON "operations" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "operations_by_state" ON "operations" USING btree ("state","run_at");--> statement-breakpoint
CREATE INDEX "operator_tokens_of" ON "operator_tokens" USING btree ("email","kind");--> statement-breakpoint
CREATE INDEX "databases_by_state" ON "databases" USING btree ("kind","state","created_at");--> statement-breakpoint
ALTER TABLE "databases" ADD CONSTRAINT "databases_state" CHECK ("databases"."state" in ('preparing', 'spare', 'ready', 'retiring'));--> statement-breakpoint
ALTER TABLE "tenants" ADD CONSTRAINT "tenants_state" CHECK ("tenants"."state" in ('founding', 'active', 'suspended', 'deleted'));