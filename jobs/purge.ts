import { randomUUID } from "node:crypto";
import { BACKUP_DAYS } from "@/base/archive-days";
import { platform } from "@/db/platform/door";
import { findDatabase } from "@/db/platform/queries/databases";
import { KEPT_DAYS } from "@/db/platform/queries/names";
import { listBackups } from "@/server/life/backups";
import { certify } from "@/server/life/certificate";
import { PurgeInput } from "@/server/life/return";
import { dropDatabase } from "./databases";
import { kindOf } from "./operation";
import { begin } from "./purge-begin";
import { CountedSchema, count, filesWhereItLived } from "./purge-count";
import { ForgottenSchema, forget } from "./purge-forget";
import { hand } from "./purge-hand";
import { clearRows } from "./purge-rows";

/**
 * Removes a deleted tenant for good once its 30 days are over, and certifies what that was. Counts and
 * remembers first what it removes, so that a removal that was killed half-way certifies the same numbers.
 */
export const purge = kindOf({
  input: PurgeInput,
  attempts: Number.POSITIVE_INFINITY,
  async run(work) {
    const { step, remember, memory, operation, signal } = work;
    const subject = await step("Beginning the removal", () => begin(work));
    if (!subject) return;
    const { tenantId, slug, home } = subject;
    await step("Counting what there is", async () => {
      if (!memory.counted) await remember({ counted: await count(subject) });
    });
    const counted = CountedSchema.parse(memory.counted);
    await step("Removing its rows", async () => {
      const database = await platform.read((tx) => findDatabase(tx, home.name));
      // A stack whose removal began in an earlier attempt may not answer any more.
      if (database && !(home.stack && database.state === "retiring"))
        await clearRows(tenantId, home.name);
    });
    await step("Removing its files", async () => {
      for (const files of await filesWhereItLived(subject)) await files.deletePrefix("");
    });
    await step("Removing its name and its work", async () => {
      if (!memory.forgotten) await remember({ forgotten: await forget(work, subject) });
    });
    const forgotten = ForgottenSchema.parse(memory.forgotten);
    const words = home.stack ? "Removing its stack" : "Removing its database";
    await step(words, async () => {
      const database = await platform.read((tx) => findDatabase(tx, home.name));
      const progress = async (detail: string) => step(`${words}: ${detail}`, async () => {});
      if (database?.kind === "own" && database.tenants === 0)
        await dropDatabase(database, { progress, signal });
    });
    await step("Certifying the removal", async () => {
      const removedAt = new Date();
      const number = randomUUID();
      const certificate = certify({
        number,
        site: slug,
        tenantId,
        deletedAt: operation.createdAt,
        deletedBy: operation.orderedBy,
        removedAt,
        ...counted,
        databases: [
          { name: home.name, fate: home.kind === "own" ? "dropped" : "cleared" },
          ...counted.copies.map((name) => ({ name, fate: "cleared" as const })),
        ],
        stack: home.stack,
        ...forgotten,
        nameRestsUntil: daysAfter(removedAt, KEPT_DAYS),
        backups: {
          count: (await listBackups({ id: tenantId })).length,
          endBy: daysAfter(removedAt, BACKUP_DAYS),
        },
      });
      await hand(work, slug, { id: number, ...certificate });
    });
  },
});

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 24 * 60 * 60 * 1000);
}
