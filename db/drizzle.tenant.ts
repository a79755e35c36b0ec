import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./db/tenant/schema.ts",
    "./db/tenant/copy-schema.ts",
    "./db/tenant/loan-schema.ts",
    "./db/tenant/photo-schema.ts",
    "./db/tenant/table-schema.ts",
    "./db/tenant/own-schema.ts",
    "./db/tenant/value-schema.ts",
    "./db/tenant/facet-schema.ts",
    "./db/tenant/intake-schema.ts",
    "./db/tenant/entry-schema.ts",
    "./db/tenant/set-schema.ts",
    "./db/tenant/share-schema.ts",
    "./db/tenant/message-schema.ts",
    "./db/tenant/catalogue-schema.ts",
  ],
  out: "./db/tenant/migrations",
});
