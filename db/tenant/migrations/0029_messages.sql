CREATE TABLE "blocked_senders" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"digest" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocked_senders_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "blocked_senders_digest" UNIQUE("tenant_id","digest"),
	CONSTRAINT "blocked_senders_digest_form" CHECK ("blocked_senders"."digest" ~ '^[0-9a-f]{64}$'),
	CONSTRAINT "blocked_senders_name_length" CHECK (length("blocked_senders"."name") <= 80)
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid,
	"about" text DEFAULT '' NOT NULL,
	"sender_name" text DEFAULT '' NOT NULL,
	"sender_email" text NOT NULL,
	"sender_digest" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"mailed_at" timestamp with time zone,
	"unmailed" text DEFAULT '' NOT NULL,
	"read_at" timestamp with time zone,
	"reported_at" timestamp with time zone,
	CONSTRAINT "messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "messages_text_length" CHECK (length("messages"."text") between 1 and 4000),
	CONSTRAINT "messages_sender_length" CHECK (length("messages"."sender_name") <= 80),
	CONSTRAINT "messages_about_length" CHECK (length("messages"."about") <= 200),
	CONSTRAINT "messages_email_length" CHECK (length("messages"."sender_email") between 3 and 254),
	CONSTRAINT "messages_digest_form" CHECK ("messages"."sender_digest" ~ '^[0-9a-f]{64}$')
);
--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "takes_messages" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "message_days" integer DEFAULT 180 NOT NULL;--> statement-breakpoint
CREATE INDEX "messages_by_age" ON "messages" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_message_days" CHECK ("site"."message_days" in (30, 90, 180, 365));