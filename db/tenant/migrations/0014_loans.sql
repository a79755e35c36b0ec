CREATE TABLE "loans" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"copy_id" uuid NOT NULL,
	"lent_to" text NOT NULL,
	"since" date NOT NULL,
	"due" date,
	"back_on" date,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "loans_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "loans_lent_to_length" CHECK (length("loans"."lent_to") between 1 and 120),
	CONSTRAINT "loans_due" CHECK ("loans"."due" >= "loans"."since"),
	CONSTRAINT "loans_back_on" CHECK ("loans"."back_on" >= "loans"."since")
);
--> statement-breakpoint
ALTER TABLE "photos" ADD COLUMN "of_certificate" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "loans" ADD CONSTRAINT "loans_tenant_id_copy_id_copies_tenant_id_id_fk" FOREIGN KEY ("tenant_id","copy_id") REFERENCES "public"."copies"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "loans_out" ON "loans" USING btree ("tenant_id","copy_id") WHERE back_on is null;--> statement-breakpoint
CREATE INDEX "loans_of_copy" ON "loans" USING btree ("tenant_id","copy_id","since");--> statement-breakpoint
CREATE INDEX "loans_by_due" ON "loans" USING btree ("tenant_id","due","id") WHERE back_on is null;