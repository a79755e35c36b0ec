import { expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { platform } from "../door";
import { componentDays, samples } from "../status-schema";
import { addSamples, forgetSamples, listComponentDays } from "./watching";

describeTwins("what was watched", () => {
  test("is added up once, however many note the same minute at a time", async () => {
    await platform.write((tx) => tx.delete(componentDays));
    const at = new Date(Date.UTC(2026, 0, 1, 12, 0));
    const found = { component: "files", at, affected: 0, total: 1, says: "" };
    const noted = await Promise.all(
      (["down", "operational", "down"] as const).map((state) =>
        platform.write((tx) => addSamples(tx, [{ ...found, state }])),
      ),
    );
    expect(noted.flat()).toHaveLength(1);
    const [sum] = await platform.read((tx) => tx.select().from(componentDays));
    expect((sum?.down ?? 0) + (sum?.operational ?? 0)).toBe(1);
    await platform.write((tx) => tx.delete(samples));
  });

  test("samples are kept for two days and sums for 90", async () => {
    const day = (ago: number) => new Date(Date.now() - ago * 86_400_000);
    await platform.write(async (tx) => {
      await tx.delete(componentDays);
      await tx
        .insert(samples)
        .values([1, 3].map((ago) => ({ component: "mail", at: day(ago), state: "down" as const })));
      await tx.insert(componentDays).values(
        [1, 89, 92].map((ago) => ({
          component: "mail",
          day: day(ago).toISOString().slice(0, 10),
        })),
      );
      await forgetSamples(tx);
    });
    expect(await platform.read((tx) => tx.$count(samples))).toBe(1);
    expect(await platform.read(listComponentDays)).toHaveLength(2);
  });
});
