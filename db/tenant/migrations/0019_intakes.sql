CREATE TABLE "intake_rows" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"intake_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"cells" text[] NOT NULL,
	"edited" boolean DEFAULT false NOT NULL,
	"outcome" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"item_id" uuid,
	"nth" integer DEFAULT 0 NOT NULL,
	"version" text DEFAULT '' NOT NULL,
	"changes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"refused" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"candidates" uuid[] DEFAULT '{}' NOT NULL,
	"chosen" text DEFAULT '' NOT NULL,
	"done" boolean DEFAULT false NOT NULL,
	CONSTRAINT "intake_rows_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "intake_rows_line" UNIQUE("tenant_id","intake_id","line"),
	CONSTRAINT "intake_rows_outcome" CHECK ("intake_rows"."outcome" in ('new', 'changed', 'same', 'refused', 'conflict', 'unclear')),
	CONSTRAINT "intake_rows_changes" CHECK (jsonb_typeof("intake_rows"."changes") = 'array' and not jsonb_path_exists("intake_rows"."changes", '$[*] ? (@.type() <> "object")')),
	CONSTRAINT "intake_rows_refused" CHECK (jsonb_typeof("intake_rows"."refused") = 'array' and not jsonb_path_exists("intake_rows"."refused", '$[*] ? (@.type() <> "object")'))
);
--> statement-breakpoint
CREATE TABLE "intakes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"member_id" uuid,
	"file_name" text NOT NULL,
	"state" text DEFAULT 'columns' NOT NULL,
	"format" jsonb,
	"mapping" jsonb,
	"edition" integer DEFAULT 0 NOT NULL,
	"seen" bigint DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"passed" integer DEFAULT 0 NOT NULL,
	"reached" integer DEFAULT 0 NOT NULL,
	"takes" text DEFAULT 'all' NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"left_alone" integer DEFAULT 0 NOT NULL,
	"problem" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "intakes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "intakes_state" CHECK ("intakes"."state" in ('columns', 'reading', 'preview', 'writing', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "intake_rows" ADD CONSTRAINT "intake_rows_tenant_id_intake_id_intakes_tenant_id_id_fk" FOREIGN KEY ("tenant_id","intake_id") REFERENCES "public"."intakes"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "intake_rows_by_outcome" ON "intake_rows" USING btree ("tenant_id","intake_id","outcome","line");--> statement-breakpoint
CREATE INDEX "intake_rows_of_item" ON "intake_rows" USING btree ("tenant_id","intake_id","item_id","line");--> statement-breakpoint
CREATE INDEX "intakes_by_age" ON "intakes" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "intakes_one_writes" ON "intakes" USING btree ("tenant_id") WHERE state = 'writing';