ALTER TABLE "copies" ADD CONSTRAINT "copies_kept_off" UNIQUE("tenant_id","id","kept_off");--> statement-breakpoint
CREATE TABLE "field_values" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"field_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"hidden" boolean NOT NULL,
	"copy_id" uuid,
	"position" integer DEFAULT 0 NOT NULL,
	"text" text NOT NULL,
	"folded" text NOT NULL,
	"number" numeric,
	"since" date,
	"until" date,
	"withheld" boolean NOT NULL,
	"kept_off" boolean,
	CONSTRAINT "field_values_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "field_values_once" UNIQUE NULLS NOT DISTINCT("tenant_id","item_id","field_id","copy_id","position"),
	CONSTRAINT "field_values_know_their_copy" CHECK (("field_values"."copy_id" is null) = ("field_values"."kept_off" is null))
);
--> statement-breakpoint
CREATE TABLE "fields" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"folded" text NOT NULL,
	"type" text NOT NULL,
	"owner" text NOT NULL,
	"seen_by" text NOT NULL,
	"group_name" text DEFAULT '' NOT NULL,
	"unit" text DEFAULT '' NOT NULL,
	"choices" text[] DEFAULT '{}' NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"trashed_at" timestamp with time zone,
	"hidden" boolean GENERATED ALWAYS AS (seen_by = 'members' or trashed_at is not null) STORED NOT NULL,
	CONSTRAINT "fields_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "fields_key" UNIQUE("tenant_id","key"),
	CONSTRAINT "fields_hidden" UNIQUE("tenant_id","id","hidden"),
	CONSTRAINT "fields_type" CHECK ("fields"."type" in ('text', 'long text', 'number', 'money', 'date', 'choice', 'choices', 'yes/no', 'link')),
	CONSTRAINT "fields_owner" CHECK ("fields"."owner" in ('item', 'copy')),
	CONSTRAINT "fields_seen_by" CHECK ("fields"."seen_by" in ('everyone', 'members')),
	CONSTRAINT "fields_label_length" CHECK (length("fields"."label") between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "item_templates" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"template_id" uuid NOT NULL,
	CONSTRAINT "item_templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "item_templates_once" UNIQUE("tenant_id","item_id")
);
--> statement-breakpoint
CREATE TABLE "template_fields" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"template_id" uuid NOT NULL,
	"field_id" uuid NOT NULL,
	"begins" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "template_fields_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "template_fields_once" UNIQUE("tenant_id","template_id","field_id")
);
--> statement-breakpoint
CREATE TABLE "templates" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"label" text NOT NULL,
	"folded" text NOT NULL,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "templates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "templates_label" UNIQUE("tenant_id","folded"),
	CONSTRAINT "templates_label_length" CHECK (length("templates"."label") between 1 and 60)
);
--> statement-breakpoint
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_field" FOREIGN KEY ("tenant_id","field_id","withheld") REFERENCES "public"."fields"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_tenant_id_item_id_hidden_items_tenant_id_id_hidden_fk" FOREIGN KEY ("tenant_id","item_id","hidden") REFERENCES "public"."items"("tenant_id","id","hidden") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "field_values" ADD CONSTRAINT "field_values_copy" FOREIGN KEY ("tenant_id","copy_id","kept_off") REFERENCES "public"."copies"("tenant_id","id","kept_off") ON DELETE cascade ON UPDATE cascade;--> statement-breakpoint
ALTER TABLE "item_templates" ADD CONSTRAINT "item_templates_tenant_id_item_id_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","item_id") REFERENCES "public"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_templates" ADD CONSTRAINT "item_templates_tenant_id_template_id_templates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","template_id") REFERENCES "public"."templates"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_fields" ADD CONSTRAINT "template_fields_tenant_id_template_id_templates_tenant_id_id_fk" FOREIGN KEY ("tenant_id","template_id") REFERENCES "public"."templates"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "template_fields" ADD CONSTRAINT "template_fields_tenant_id_field_id_fields_tenant_id_id_fk" FOREIGN KEY ("tenant_id","field_id") REFERENCES "public"."fields"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "field_values_of_copy" ON "field_values" USING btree ("tenant_id","copy_id");--> statement-breakpoint
CREATE INDEX "field_values_by_text" ON "field_values" USING btree ("tenant_id","field_id","folded","item_id");--> statement-breakpoint
CREATE INDEX "field_values_by_number" ON "field_values" USING btree ("tenant_id","field_id","number","item_id");--> statement-breakpoint
CREATE INDEX "field_values_by_day" ON "field_values" USING btree ("tenant_id","field_id","since","item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fields_label" ON "fields" USING btree ("tenant_id","folded") WHERE trashed_at is null;--> statement-breakpoint
CREATE INDEX "item_templates_by_template" ON "item_templates" USING btree ("tenant_id","template_id","item_id");
