CREATE TABLE "component_days" (
	"component" text NOT NULL,
	"day" date NOT NULL,
	"operational" integer DEFAULT 0 NOT NULL,
	"degraded" integer DEFAULT 0 NOT NULL,
	"down" integer DEFAULT 0 NOT NULL,
	"maintenance" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "component_days_component_day_pk" PRIMARY KEY("component","day")
);
--> statement-breakpoint
CREATE TABLE "incident_updates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"incident_id" uuid NOT NULL,
	"state" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"subject" text NOT NULL,
	"database_id" uuid,
	"components" text[] NOT NULL,
	"title" text NOT NULL,
	"automatic" boolean NOT NULL,
	"state" text NOT NULL,
	"began_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"version" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "instances_kind_name_pk" PRIMARY KEY("kind","name")
);
--> statement-breakpoint
CREATE TABLE "maintenance_windows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"components" text[] NOT NULL,
	"text" text NOT NULL,
	"concerns" text NOT NULL,
	"database_id" uuid,
	"tenant_id" uuid,
	"begins_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "samples" (
	"component" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"affected" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"says" text DEFAULT '' NOT NULL,
	CONSTRAINT "samples_component_at_pk" PRIMARY KEY("component","at")
);
--> statement-breakpoint
CREATE TABLE "watched_databases" (
	"database_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"run" integer NOT NULL,
	"asked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "window_letters" (
	"window_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"email_hash" text NOT NULL,
	"kind" text NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "window_letters_window_id_tenant_id_email_hash_kind_pk" PRIMARY KEY("window_id","tenant_id","email_hash","kind")
);
--> statement-breakpoint
ALTER TABLE "incident_updates" ADD CONSTRAINT "incident_updates_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_database_id_databases_id_fk" FOREIGN KEY ("database_id") REFERENCES "public"."databases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_windows" ADD CONSTRAINT "maintenance_windows_database_id_databases_id_fk" FOREIGN KEY ("database_id") REFERENCES "public"."databases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "maintenance_windows" ADD CONSTRAINT "maintenance_windows_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "watched_databases" ADD CONSTRAINT "watched_databases_database_id_databases_id_fk" FOREIGN KEY ("database_id") REFERENCES "public"."databases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "window_letters" ADD CONSTRAINT "window_letters_window_id_maintenance_windows_id_fk" FOREIGN KEY ("window_id") REFERENCES "public"."maintenance_windows"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "window_letters" ADD CONSTRAINT "window_letters_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_updates_of" ON "incident_updates" USING btree ("incident_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_one_open" ON "incidents" USING btree ("subject") WHERE "incidents"."automatic" and "incidents"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "incidents_by_time" ON "incidents" USING btree ("began_at");--> statement-breakpoint
CREATE INDEX "incidents_of_database" ON "incidents" USING btree ("database_id");--> statement-breakpoint
CREATE INDEX "maintenance_windows_by_time" ON "maintenance_windows" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "maintenance_windows_of_database" ON "maintenance_windows" USING btree ("database_id");--> statement-breakpoint
CREATE INDEX "maintenance_windows_of_tenant" ON "maintenance_windows" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "samples_by_time" ON "samples" USING btree ("at");