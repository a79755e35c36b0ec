CREATE TABLE "exchange_rates" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"from_currency" text NOT NULL,
	"to_currency" text NOT NULL,
	"day" date NOT NULL,
	"rate" numeric(20, 10) NOT NULL,
	CONSTRAINT "exchange_rates_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "exchange_rates_once" UNIQUE("tenant_id","from_currency","to_currency","day"),
	CONSTRAINT "exchange_rates_currencies" CHECK ("exchange_rates"."from_currency" ~ '^[A-Z]{3}$' and "exchange_rates"."to_currency" ~ '^[A-Z]{3}$' and "exchange_rates"."from_currency" <> "exchange_rates"."to_currency"),
	CONSTRAINT "exchange_rates_rate" CHECK ("exchange_rates"."rate" > 0)
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"item_id" uuid NOT NULL,
	"copy_id" uuid,
	"kind" text NOT NULL,
	"condition" text DEFAULT '' NOT NULL,
	"observed" text NOT NULL,
	"source" text DEFAULT '' NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"noted_at" timestamp with time zone DEFAULT now() NOT NULL,
	"since" text GENERATED ALWAYS AS (case when observed ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' then left(observed, 10) when observed ~ '^[0-9]{4}-[0-9]{2}' then left(observed, 7) || '-01' else left(observed, 4) || '-01-01' end) STORED NOT NULL,
	CONSTRAINT "observations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "observations_kind" CHECK ("observations"."kind" in ('appraised', 'sold', 'estimate', 'asked')),
	CONSTRAINT "observations_of_one_copy" CHECK ("observations"."copy_id" is null or "observations"."kind" in ('appraised', 'estimate')),
	CONSTRAINT "observations_condition" CHECK ("observations"."condition" in ('', 'mint', 'near-mint', 'excellent', 'good', 'played')),
	CONSTRAINT "observations_day" CHECK ("observations"."observed" ~ '^[0-9]{4}'),
	CONSTRAINT "observations_amount" CHECK ("observations"."amount" is null or ("observations"."amount" between 0 and 9007199254740991 and "observations"."currency" ~ '^[A-Z]{3}$')),
	CONSTRAINT "observations_source_length" CHECK (length("observations"."source") <= 120)
);
--> statement-breakpoint
CREATE TABLE "worths" (
	"tenant_id" uuid DEFAULT nullif(current_setting('app.tenant_id', true), '')::uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"copy_id" uuid NOT NULL,
	"basis" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"observation_id" uuid NOT NULL,
	"counted" integer NOT NULL,
	"left_out" integer NOT NULL,
	CONSTRAINT "worths_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "worths_once" UNIQUE("tenant_id","copy_id")
);
--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_tenant_id_item_id_items_tenant_id_id_fk" FOREIGN KEY ("tenant_id","item_id") REFERENCES "public"."items"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observations" ADD CONSTRAINT "observations_tenant_id_copy_id_copies_tenant_id_id_fk" FOREIGN KEY ("tenant_id","copy_id") REFERENCES "public"."copies"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worths" ADD CONSTRAINT "worths_tenant_id_copy_id_copies_tenant_id_id_fk" FOREIGN KEY ("tenant_id","copy_id") REFERENCES "public"."copies"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "observations_of_item" ON "observations" USING btree ("tenant_id","item_id","kind","since");--> statement-breakpoint
CREATE INDEX "observations_of_copy" ON "observations" USING btree ("tenant_id","copy_id");