CREATE TABLE "sets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"counted" text DEFAULT 'held' NOT NULL,
	"rule" jsonb NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sets_slug" UNIQUE("tenant_id","slug"),
	CONSTRAINT "sets_visibility" CHECK ("sets"."visibility" in ('public', 'unlisted', 'private')),
	CONSTRAINT "sets_counted" CHECK ("sets"."counted" in ('held', 'staying')),
	CONSTRAINT "sets_rule" CHECK (jsonb_typeof("sets"."rule") = 'object'),
	CONSTRAINT "sets_name_length" CHECK (length("sets"."name") between 1 and 80)
);
--> statement-breakpoint
CREATE INDEX "sets_in_order" ON "sets" USING btree ("tenant_id","position","id");