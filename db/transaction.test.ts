import { asc, desc, eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withDeadline } from "./deadline";
import { prebuilt, prebuiltInForms } from "./prebuilt";
import type { ReadTx, WriteTx } from "./scope";
import { items, site } from "./tenant/schema";
import { describeTwins } from "./testing";

/** The error of a query whose transaction is over. */
const OVER = expect.stringMatching(/^This (transaction has ended|read has sent its queries)/);

describeTwins("transactions", (twins) => {
  const strays: unknown[] = [];
  const stray = (error: unknown) => strays.push(error);
  beforeEach(() => {
    process.on("unhandledRejection", stray);
  });
  afterEach(async () => {
    // A turn of the loop, after which a rejection that nobody caught has been reported.
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", stray);
    expect(strays.splice(0), "rejections that nobody caught").toEqual([]);
  });

  const slugs = (tx: ReadTx) =>
    tx.select({ slug: items.slug }).from(items).orderBy(asc(items.slug));
  const storyOf = (tx: ReadTx, slug: string) =>
    tx.select({ story: items.story }).from(items).where(eq(items.slug, slug));
  const tell = (tx: WriteTx, slug: string, story: string) =>
    tx.update(items).set({ story }).where(eq(items.slug, slug));
  const broken = (tx: ReadTx) => tx.select({ n: sql<number>`1 / 0` }).from(site);
  const ours = () => twins().ours.as("owner");

  test("queries started together in a read each get their own answer", async () => {
    const [all, one, name] = await ours().read((tx) =>
      Promise.all([slugs(tx), storyOf(tx, "peanut"), tx.select({ name: site.name }).from(site)]),
    );
    expect(all.map(({ slug }) => slug)).toEqual(Object.keys(twins().ours.items).sort());
    expect(one).toHaveLength(1);
    expect(name).toEqual([{ name: twins().ours.tenant.slug }]);
  });

  test("what has a longer deadline of its own may take as long in one statement, and nothing else may", async () => {
    const timeout = (tx: ReadTx) =>
      tx.select({ is: sql<string>`current_setting('statement_timeout')` }).from(site);
    const inEach = async () => [await ours().read(timeout), await ours().write(timeout)];
    expect(await withDeadline(28_000, inEach)).toEqual([
      [{ is: expect.stringMatching(/^(28s|2[78]\d{3}ms)$/) }],
      [{ is: expect.stringMatching(/^(28s|2[78]\d{3}ms)$/) }],
    ]);
    expect(await inEach()).toEqual([[{ is: "8s" }], [{ is: "8s" }]]);
    expect(await withDeadline(3000, inEach)).toEqual([[{ is: "8s" }], [{ is: "8s" }]]);
  });

  const names = prebuilt((tx) => tx.select({ name: site.name }).from(site));
  const storiesOf = prebuilt((tx) =>
    tx
      .select({ story: items.story })
      .from(items)
      .where(eq(items.slug, sql.placeholder("slug"))),
  );

  test("a query that is built once runs in each transaction as that one's tenant, with its own values", async () => {
    const { ours: one, theirs: other } = twins();
    const asked = [one, other, one, other].map((twin) =>
      twin.as("owner").read((tx) => Promise.all([names(tx, {}), storiesOf(tx, { slug: "legs" })])),
    );
    const said = (await Promise.all(asked)).map(([[row], stories]) => [row?.name, stories.length]);
    expect(said).toEqual([one, other, one, other].map(({ tenant }) => [tenant.slug, 1]));
    const written = await one.as("owner").write(async (tx) => {
      await tell(tx, "peanut", "Told anew");
      return storiesOf(tx, { slug: "peanut" });
    });
    expect(written).toEqual([{ story: "Told anew" }]);
  });

  test("a query with forms is built for each, also for who sees more, with its own values each time", async () => {
    const built: string[] = [];
    const ordered = prebuiltInForms(
      ({ actor }: ReadTx, order: "asc" | "desc") => `${actor.kind} ${order}`,
      (tx, order) => {
        built.push(`${tx.actor.kind} ${order}`);
        const by = order === "asc" ? asc(items.slug) : desc(items.slug);
        return tx
          .select({ slug: items.slug })
          .from(items)
          .orderBy(by)
          .limit(sql.placeholder("most"));
      },
    );
    const { ours: one, theirs: other } = twins();
    const plain = async (twin: typeof one, actor: "owner" | "visitor") =>
      (await twin.as(actor).read(slugs)).map(({ slug }) => slug);
    for (const twin of [one, other, one])
      for (const actor of ["owner", "visitor"] as const) {
        const all = await plain(twin, actor);
        const [up, down] = await twin
          .as(actor)
          .read((tx) =>
            Promise.all([ordered(tx, "asc", { most: 100 }), ordered(tx, "desc", { most: 1 })]),
          );
        expect(up.map(({ slug }) => slug)).toEqual(all);
        expect(down.map(({ slug }) => slug)).toEqual(all.slice(-1));
      }
    expect(built.sort()).toEqual(["member asc", "member desc", "visitor asc", "visitor desc"]);
  });

  test("a query that is built once is refused in a transaction that has ended", async () => {
    const kept: ReadTx[] = [];
    await ours().read((tx) => {
      kept.push(tx);
      return names(tx, {});
    });
    await ours().write(async (tx) => {
      kept.push(tx);
      await names(tx, {});
    });
    expect(kept).toHaveLength(2);
    for (const tx of kept)
      await expect(names(tx, {})).rejects.toMatchObject({ cause: { message: OVER } });
  });

  test("a query that a read starts after waiting for another is refused with the reason", async () => {
    const late = ours().read(async (tx) => {
      await slugs(tx);
      return storyOf(tx, "peanut");
    });
    await expect(late).rejects.toThrow(/has sent its queries. Start them together/);
  });

  test("a transaction kept past its callback is dead: after a read, a write and a failure", async () => {
    const kept: ReadTx[] = [];
    await ours().read((tx) => {
      kept.push(tx);
      return slugs(tx);
    });
    await ours().write(async (tx) => {
      kept.push(tx);
      await slugs(tx);
    });
    const failing = ours().write(async (tx) => {
      kept.push(tx);
      throw new Error("changed our mind");
    });
    await expect(failing).rejects.toThrow("changed our mind");
    expect(kept).toHaveLength(3);
    for (const tx of kept)
      await expect(slugs(tx)).rejects.toMatchObject({ cause: { message: OVER } });
  });

  test("a query that fails in a read rejects with its own error, and those after it for the same reason", async () => {
    const outcomes = await ours().read((tx) =>
      Promise.allSettled([slugs(tx), broken(tx), storyOf(tx, "peanut")]),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
    for (const outcome of outcomes.slice(1))
      expect(outcome).toMatchObject({ reason: { cause: { code: "22012" } } });
    await expect(ours().read((tx) => Promise.all([broken(tx), slugs(tx)]))).rejects.toMatchObject({
      cause: { code: "22012" },
    });
  });

  test("queries awaited one after the other leave nothing unhandled when the first fails", async () => {
    const read = ours().read(async (tx) => {
      const [failing, other] = [broken(tx).execute(), slugs(tx).execute()];
      await failing;
      return other;
    });
    await expect(read).rejects.toMatchObject({ cause: { code: "22012" } });
    const write = ours().write(async (tx) => {
      const [failing, other] = [broken(tx).execute(), slugs(tx).execute()];
      await failing;
      return other;
    });
    await expect(write).rejects.toMatchObject({ cause: { code: "22012" } });
  });

  test("parallel queries of a write all count, and the write sees what it wrote", async () => {
    const seen = await ours().write(async (tx) => {
      await Promise.all([tell(tx, "peanut", "one"), tell(tx, "legs", "two")]);
      return Promise.all([storyOf(tx, "peanut"), storyOf(tx, "legs")]);
    });
    expect(seen).toEqual([[{ story: "one" }], [{ story: "two" }]]);
    expect(await ours().read((tx) => storyOf(tx, "legs"))).toEqual([{ story: "two" }]);
  });

  test("an error in a write undoes what the write did", async () => {
    await ours().write((tx) => tell(tx, "peanut", "before"));
    const write = ours().write(async (tx) => {
      await tell(tx, "peanut", "after");
      throw new Error("changed our mind");
    });
    await expect(write).rejects.toThrow("changed our mind");
    expect(await ours().read((tx) => storyOf(tx, "peanut"))).toEqual([{ story: "before" }]);
  });

  test("a write that swallows the failure of a query is told that nothing was saved", async () => {
    await ours().write((tx) => tell(tx, "peanut", "before"));
    const write = ours().write(async (tx) => {
      await tell(tx, "peanut", "after");
      await broken(tx).catch(() => {});
    });
    await expect(write).rejects.toThrow(/was rolled back because a query in it failed/);
    expect(await ours().read((tx) => storyOf(tx, "peanut"))).toEqual([{ story: "before" }]);
  });

  test("work that goes on after its write has failed can't reach the database", async () => {
    await ours().write((tx) => tell(tx, "peanut", "before"));
    let late: Promise<unknown> | undefined;
    const write = ours().write(async (tx) => {
      late = new Promise((resolve) => setImmediate(resolve))
        .then(() => slugs(tx))
        .then(() => tell(tx, "peanut", "late"));
      late.catch(() => {});
      throw new Error("changed our mind");
    });
    await expect(write).rejects.toThrow("changed our mind");
    await expect(late).rejects.toMatchObject({ cause: { message: OVER } });
    expect(await ours().read((tx) => storyOf(tx, "peanut"))).toEqual([{ story: "before" }]);
  });

  test("values of every kind come back as they went in", async () => {
    const moment = new Date("2026-11-22T06:07:08.901Z");
    const [row] = await ours().read((tx) =>
      tx
        .select({
          text: sql<string>`${'it\'s \\ "quoted" é'}::text`,
          empty: sql<string>`${""}::text`,
          nothing: sql<null>`${null}::text`,
          whole: sql<number>`${-42}::int`,
          fraction: sql<number>`${0.5}::float8`,
          yes: sql<boolean>`${true}::boolean`,
          no: sql<boolean>`${false}::boolean`,
          id: sql<string>`${twins().ours.tenant.id}::uuid`,
          day: sql<string>`${"2026-11-22"}::date`,
          moment: sql<string>`extract(epoch from ${moment}::timestamptz)::text`,
          tags: sql<string>`${'{a,"b c"}'}::text[]`,
          json: sql<string>`${JSON.stringify({ a: [1, null] })}::jsonb`,
          kind: sql<string>`jsonb_typeof(${JSON.stringify({ a: 1 })}::jsonb)`,
        })
        .from(site),
    );
    expect(row).toEqual({
      text: 'it\'s \\ "quoted" é',
      empty: "",
      nothing: null,
      whole: -42,
      fraction: 0.5,
      yes: true,
      no: false,
      id: twins().ours.tenant.id,
      day: "2026-11-22",
      moment: "1795327628.901000",
      tags: '{a,"b c"}',
      json: '{"a": [1, null]}',
      kind: "object",
    });
  });

  test("more reads than connections are served one after the other", async () => {
    const reads = await Promise.all(
      Array.from({ length: 200 }, () => ours().read((tx) => storyOf(tx, "peanut"))),
    );
    expect(reads.every((rows) => rows.length === 1)).toBe(true);
  });

  test("a query parameter that is undefined is an error of that query alone", async () => {
    const none: string[] = [];
    const outcomes = await ours().read((tx) =>
      Promise.allSettled([
        tx
          .select({ slug: items.slug })
          .from(items)
          .where(sql`${items.slug} = ${sql.param(none[0])}`),
        slugs(tx),
      ]),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(outcomes[0]).toMatchObject({ reason: { cause: { code: "UNDEFINED_VALUE" } } });
  });
});
