import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./db/tenant/schema.ts",
  out: "./db/tenant/migrations",
});
