import { z } from "zod";
import { stackOn } from "@/base/stack";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { dropDatabase } from "./databases";
import { kindOf } from "./operation";

/** Removes an own database that no tenant lives in any more. */
export const retire = kindOf({
  input: z.object({ databaseId: z.uuid(), name: z.string() }),
  attempts: Number.POSITIVE_INFINITY,
  async run({ input, step, signal }) {
    const database = await platform.read((tx) => findDatabase(tx, input.name));
    if (!database || database.id !== input.databaseId) return;
    if (database.kind !== "own" || database.state !== "retiring" || database.tenants > 0)
      throw new Error(`${database.name} is in use and is not removed.`);
    const progress = (words: string) => step(words, async () => {});
    await step(stackOn(database.server) ? "Removing the stack" : "Removing the database", () =>
      dropDatabase(database, { progress, signal }),
    );
  },
});
