import type { StackOrder } from "@/jobs/stack-driver";

/** Where the stacks of these tests stand. */
export const ground = {
  platform: "swingtag",
  database: "postgres:18-bookworm",
  storageClass: "fast",
};

/** An order of ours. */
export const ours: StackOrder = {
  name: "s00000001",
  image: "swingtag:1.2.3",
  databasePassword: "a password that nobody else has",
  settings: { SECRET: "a secret of at least 32 characters", STACK: "s00000001" },
};

/** That of a neighbour, in the same cluster. */
export const theirs: StackOrder = {
  ...ours,
  name: "s00000002",
  settings: { ...ours.settings, STACK: "s00000002" },
};
