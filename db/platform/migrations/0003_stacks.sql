CREATE TABLE "stacks" (
	"name" text PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"ground" text NOT NULL,
	"state" text DEFAULT 'preparing' NOT NULL,
	"origin" text DEFAULT '' NOT NULL,
	"server" text DEFAULT '' NOT NULL,
	"image" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stacks_name" CHECK ("stacks"."name" ~ '^s[0-9]{8}$'),
	CONSTRAINT "stacks_state" CHECK ("stacks"."state" in ('preparing', 'ready', 'retiring'))
);
--> statement-breakpoint
CREATE INDEX "stacks_of_tenant" ON "stacks" USING btree ("tenant_id");