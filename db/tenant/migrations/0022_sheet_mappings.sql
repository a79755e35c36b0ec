CREATE TABLE "sheet_mappings" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"kept_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sheet_mappings_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sheet_mappings_name" UNIQUE("tenant_id","name"),
	CONSTRAINT "sheet_mappings_name_length" CHECK (length("sheet_mappings"."name") between 1 and 60)
);
