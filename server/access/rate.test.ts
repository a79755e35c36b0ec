import postgres from "postgres";
import { beforeEach, expect, test } from "vitest";
import { directory } from "@/db/platform/directory";
import { forgetAttempts, type Rate, takeAttempt } from "@/db/platform/queries/rates";
import { describeTwins } from "@/db/testing";
import { countAttempts } from "./rate";

const RATE: Rate = { limit: 20, seconds: 600 };

describeTwins("rates", (twins) => {
  const take = (key: string, rate = RATE) => directory.write((tx) => takeAttempt(tx, key, rate));

  /** Runs SQL on the platform's database as its administrator. */
  const onPlatform = async (statement: string) => {
    const { ours, adminUrl } = twins();
    const name = ours.tenant.database.name.replace("_pool_1", "_platform");
    const sql = postgres(adminUrl(name), { max: 1 });
    const rows = await sql.unsafe(statement);
    await sql.end();
    return rows;
  };
  beforeEach(async () => {
    await onPlatform("delete from rates");
  });
  const endWindow = (key: string) =>
    onPlatform(`update rates set expires_at = now() - interval '1 second' where key = '${key}'`);

  test("of fifty attempts at once exactly as many pass as the limit says", async () => {
    const waits = await Promise.all(Array.from({ length: 50 }, () => take("burst")));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
    for (const wait of waits.filter((one) => one > 0)) {
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(600);
    }
  });

  test("attempts pass again when the window is over, and are counted anew from then", async () => {
    const once = { limit: 1, seconds: 600 };
    expect(await take("window", once)).toBe(0);
    expect(await take("window", once)).toBeGreaterThan(0);
    await endWindow("window");
    expect(await take("window", once)).toBe(0);
    expect(await take("window", once)).toBeGreaterThan(0);
  });

  test("attempts over the limit do not make the window longer", async () => {
    const once = { limit: 1, seconds: 600 };
    await take("steady", once);
    const ends = () => onPlatform("select expires_at from rates where key = 'steady'");
    const before = await ends();
    await take("steady", once);
    await take("steady", once);
    expect(await ends()).toEqual(before);
  });

  test("each key is counted for itself", async () => {
    const once = { limit: 1, seconds: 600 };
    expect([await take("key a", once), await take("key b", once)]).toEqual([0, 0]);
  });

  test("an attempt whose transaction fails is not counted", async () => {
    const once = { limit: 1, seconds: 600 };
    const failed = directory.write(async (tx) => {
      await takeAttempt(tx, "rolled back", once);
      throw new Error("something else");
    });
    await expect(failed).rejects.toThrow("something else");
    expect(await take("rolled back", once)).toBe(0);
  });

  test("forgetting removes what is over and keeps what still counts", async () => {
    const once = { limit: 1, seconds: 600 };
    await take("over", once);
    await take("counts", once);
    await endWindow("over");
    await directory.write(forgetAttempts);
    const kept = await onPlatform("select key from rates where key in ('over', 'counts')");
    expect(kept.map((row) => row.key)).toEqual(["counts"]);
    expect(await take("counts", once)).toBeGreaterThan(0);
  });

  test("one of several limits refuses with a sentence and a wait, and all are counted", async () => {
    const strict = { kind: "strict", subject: "me@example.com", rate: { limit: 1, seconds: 120 } };
    const loose = { kind: "loose", subject: "me@example.com", rate: { limit: 2, seconds: 120 } };
    await countAttempts(strict, loose);
    await expect(countAttempts(strict, loose)).rejects.toMatchObject({
      name: "Refusal",
      status: 429,
      message: expect.stringMatching(/^That was too often\. Try again in \d+ (seconds|minutes)\.$/),
      retryAfter: expect.any(Number),
    });
    await expect(countAttempts(loose)).rejects.toMatchObject({ status: 429 });
    await countAttempts({ ...strict, subject: "you@example.com" });
    const keys = await onPlatform("select key from rates where key like '%example%'");
    expect(keys).toEqual([]);
  });
});
