CREATE TABLE "word_slips" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"slip" text NOT NULL,
	"word" text NOT NULL,
	CONSTRAINT "word_slips_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "word_slips_once" UNIQUE("tenant_id","slip","word")
);
--> statement-breakpoint
ALTER TABLE "item_words" ADD COLUMN "for_members" boolean DEFAULT false NOT NULL;