ALTER TABLE "site" ADD COLUMN "wants_reach" text DEFAULT 'members' NOT NULL;--> statement-breakpoint
ALTER TABLE "site" ADD COLUMN "trades_reach" text DEFAULT 'members' NOT NULL;--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_wants_reach" CHECK ("site"."wants_reach" in ('members', 'shelf', 'unlisted'));--> statement-breakpoint
ALTER TABLE "site" ADD CONSTRAINT "site_trades_reach" CHECK ("site"."trades_reach" in ('members', 'shelf', 'unlisted'));