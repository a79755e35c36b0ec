CREATE TABLE "change_sets" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"action" text NOT NULL,
	"member_id" uuid,
	"member_name" text DEFAULT '' NOT NULL,
	"fields" text[] DEFAULT '{}'::text[] NOT NULL,
	"undoes" uuid,
	"thinned_at" timestamp with time zone,
	CONSTRAINT "change_sets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"change_set_id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"table_name" text NOT NULL,
	"row_id" uuid NOT NULL,
	"item_id" uuid,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "changes_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "changes_once" UNIQUE("tenant_id","change_set_id","table_name","row_id")
);
--> statement-breakpoint
ALTER TABLE "changes" ADD CONSTRAINT "changes_tenant_id_change_set_id_change_sets_tenant_id_id_fk" FOREIGN KEY ("tenant_id","change_set_id") REFERENCES "public"."change_sets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "change_sets_by_age" ON "change_sets" USING btree ("tenant_id","at","id");--> statement-breakpoint
CREATE INDEX "change_sets_of_member" ON "change_sets" USING btree ("tenant_id","member_id","at","id");--> statement-breakpoint
CREATE INDEX "change_sets_undoing" ON "change_sets" USING btree ("tenant_id","undoes");--> statement-breakpoint
CREATE INDEX "changes_of_row" ON "changes" USING btree ("tenant_id","row_id","at");--> statement-breakpoint
CREATE INDEX "changes_of_item" ON "changes" USING btree ("tenant_id","item_id","at");