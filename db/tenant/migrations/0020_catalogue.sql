CREATE SCHEMA "catalogue";
--> statement-breakpoint
CREATE TABLE "catalogue"."entries" (
	"key" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"product" text NOT NULL,
	"variant" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalogue"."facts" (
	"of" text NOT NULL,
	"key" text NOT NULL,
	"place" integer NOT NULL,
	"field" text NOT NULL,
	"value" text NOT NULL,
	"sure" text NOT NULL,
	"sources" text[] NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "facts_of_key_place_pk" PRIMARY KEY("of","key","place"),
	CONSTRAINT "facts_of" CHECK ("catalogue"."facts"."of" in ('line', 'entry', 'misprint', 'generation')),
	CONSTRAINT "facts_sure" CHECK ("catalogue"."facts"."sure" in ('agreed', 'single', 'disputed')),
	CONSTRAINT "facts_agreed" CHECK ("catalogue"."facts"."sure" <> 'agreed' or cardinality("catalogue"."facts"."sources") > 1)
);
--> statement-breakpoint
CREATE TABLE "catalogue"."generations" (
	"key" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"line" text NOT NULL,
	"tag" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "generations_once" UNIQUE("line","tag","code"),
	CONSTRAINT "generations_tag" CHECK ("catalogue"."generations"."tag" in ('swing', 'tush'))
);
--> statement-breakpoint
CREATE TABLE "catalogue"."lines" (
	"key" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalogue"."misprints" (
	"key" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"product" text NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"reads" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalogue"."products" (
	"key" text PRIMARY KEY NOT NULL,
	"place" integer NOT NULL,
	"line" text NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalogue"."releases" (
	"number" integer PRIMARY KEY NOT NULL,
	"checksum" text NOT NULL,
	"loaded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalogue"."sources" (
	"key" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "catalogue"."words" (
	"word" text NOT NULL,
	"entry" text NOT NULL,
	"weight" integer NOT NULL,
	"place" integer NOT NULL,
	CONSTRAINT "words_word_entry_pk" PRIMARY KEY("word","entry")
);
--> statement-breakpoint
ALTER TABLE "catalogue"."entries" ADD CONSTRAINT "entries_product_products_key_fk" FOREIGN KEY ("product") REFERENCES "catalogue"."products"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue"."generations" ADD CONSTRAINT "generations_line_lines_key_fk" FOREIGN KEY ("line") REFERENCES "catalogue"."lines"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue"."misprints" ADD CONSTRAINT "misprints_product_products_key_fk" FOREIGN KEY ("product") REFERENCES "catalogue"."products"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue"."products" ADD CONSTRAINT "products_line_lines_key_fk" FOREIGN KEY ("line") REFERENCES "catalogue"."lines"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "catalogue"."words" ADD CONSTRAINT "words_entry_entries_key_fk" FOREIGN KEY ("entry") REFERENCES "catalogue"."entries"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "entries_of_product" ON "catalogue"."entries" USING btree ("product");--> statement-breakpoint
CREATE INDEX "misprints_of_product" ON "catalogue"."misprints" USING btree ("product");--> statement-breakpoint
CREATE INDEX "products_of_line" ON "catalogue"."products" USING btree ("line");--> statement-breakpoint
CREATE INDEX "words_of_entry" ON "catalogue"."words" USING btree ("entry");