import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: [
    "./db/platform/schema.ts",
    "./db/platform/complaint-schema.ts",
    "./db/platform/stack-schema.ts",
    "./db/platform/status-schema.ts",
  ],
  out: "./db/platform/migrations",
});
