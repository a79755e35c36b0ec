import { defineConfig } from "vitest/config";
import { sortTests } from "./scripts/sorts.ts";

const { unit, database } = sortTests(import.meta.dirname);

/** Limits of time are no guarantees: they end what hangs, and leave a machine four times slower its time. */
export default defineConfig({
  resolve: { alias: { "@": import.meta.dirname } },
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: 2,
    restoreMocks: true,
    // The summary of a run prints the messages alone, so that a list expected empty has to stand in its message.
    chaiConfig: { truncateThreshold: 4000 },
    env: { LOG_LEVEL: "fatal" },
    unstubEnvs: true,
    teardownTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: { name: "unit", include: unit, testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: database,
          globalSetup: ["./db/testing-server.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
