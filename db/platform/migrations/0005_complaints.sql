CREATE TABLE "blocked_addresses" (
	"email_hash" text PRIMARY KEY NOT NULL,
	"by" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "complaints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"email_hash" text NOT NULL,
	"sender_name" text NOT NULL,
	"about" text NOT NULL,
	"text" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"evidence" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"decision" text,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "complaints_decision" CHECK ("complaints"."decision" in ('blocked', 'left')),
	CONSTRAINT "complaints_decided" CHECK (("complaints"."decision" is null) = ("complaints"."decided_at" is null) and ("complaints"."decision" is null) = ("complaints"."decided_by" is null))
);
--> statement-breakpoint
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "complaints_of_tenant" ON "complaints" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "complaints_of_sender" ON "complaints" USING btree ("email_hash");--> statement-breakpoint
CREATE INDEX "complaints_by_time" ON "complaints" USING btree ("at");