import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, describe, expect, test } from "vitest";
import { rolePassword } from "@/base/env";
import { defaultSkin } from "@/themes/presets";
import type { Scope } from "./scope";
import { openScope } from "./scope";
import { invite } from "./tenant/queries/invitations";
import { addPhoto } from "./tenant/queries/photos";
import { addOneTimeToken, addSession } from "./tenant/queries/sessions";
import { wearSkin } from "./tenant/queries/site";
import { items as itemRows } from "./tenant/schema";
import { describeTwins, type Twin } from "./testing";
import { TEST_SECRET } from "./testing-server";

/** What each audience finds in each table of a site: all rows, those of items that visitors see, or none. */
const SEEN: Readonly<Record<string, { visitor: Found; signIn: Found; counts: boolean }>> = {
  site: { visitor: "all", signIn: "all", counts: true },
  skins: { visitor: "the worn one", signIn: "the worn one", counts: true },
  members: { visitor: "none", signIn: "all", counts: false },
  sessions: { visitor: "none", signIn: "all", counts: false },
  one_time_tokens: { visitor: "none", signIn: "all", counts: false },
  invitations: { visitor: "none", signIn: "all", counts: false },
  items: { visitor: "visible", signIn: "visible", counts: true },
  former_addresses: { visitor: "visible", signIn: "visible", counts: false },
  copies: { visitor: "visible", signIn: "visible", counts: true },
  photos: { visitor: "visible", signIn: "visible", counts: true },
  item_tags: { visitor: "visible", signIn: "visible", counts: true },
  item_words: { visitor: "visible", signIn: "visible", counts: false },
};

type Found = "all" | "visible" | "the worn one" | "none";
type Row = Readonly<Record<string, unknown>>;

describeTwins("who sees which rows", (twins) => {
  beforeAll(() => fill(twins().ours));

  test("is said here of each table that there is", async () => {
    const { ours, adminUrl } = twins();
    const admin = postgres(adminUrl(ours.tenant.database.name), { max: 1 });
    const tables = await admin<{ name: string }[]>`
      select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`;
    await admin.end();
    expect(tables.map(({ name }) => name)).toEqual(Object.keys(SEEN).sort());
  });

  describe.each(Object.entries(SEEN))("%s", (table, { visitor, signIn, counts }) => {
    test("members see all there is", async () => {
      const { ours } = twins();
      const hidden = (await rowsOf(ours.as("viewer"), table)).filter((row) => isHidden(row, ours));
      expect(await rowsOf(ours.as("viewer"), table)).not.toEqual([]);
      if (visitor === "visible") expect(hidden).not.toEqual([]);
    });

    test("a visitor's transaction finds no more than a visitor may see, whatever it selects", async () => {
      const { ours } = twins();
      const all = await rowsOf(ours.as("viewer"), table);
      expect(await rowsOf(ours.as("visitor"), table)).toEqual(what(all, visitor, ours));
    });

    test("somebody who signs in finds no more than that needs", async () => {
      const { ours } = twins();
      const all = await rowsOf(ours.as("viewer"), table);
      const scope = openScope(ours.tenant, { kind: "sign-in", reason: "test" });
      expect(await rowsOf(scope, table)).toEqual(what(all, signIn, ours));
    });

    test(`a change ${counts ? "counts up" : "leaves"} the site's version, once in a transaction`, async () => {
      const { ours, adminUrl } = twins();
      const { name } = ours.tenant.database;
      const address = new URL(adminUrl(name));
      address.username = name;
      address.password = rolePassword(name, TEST_SECRET);
      const login = postgres(address.toString(), { max: 1 });
      const version = async () =>
        Number((await rowsOf(ours.as("visitor"), "site"))[0]?.version ?? Number.NaN);
      const before = await version();
      try {
        await login.begin(async (tx) => {
          await tx.unsafe(
            `set local app.tenant_id = '${ours.tenant.id}'; set local app.audience = 'members'`,
          );
          for (const _ of [1, 2, 3]) await tx.unsafe(`update ${table} set tenant_id = tenant_id`);
        });
      } finally {
        await login.end();
      }
      const more = table === "site" ? 3 : counts ? 1 : 0;
      expect(await version()).toBe(before + more);
    });
  });

  test("a visitor's transaction writes nothing", async () => {
    const { ours } = twins();
    await expect(ours.as("visitor").write(async () => {})).rejects.toMatchObject({
      code: "42501",
    });
  });
});

/** A row of each kind where makeTwin gives none, and an earlier skin that is worn no more. */
async function fill({ as, members, items }: Twin): Promise<void> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  await as("system").write(async (tx) => {
    for (const [slug, itemId] of Object.entries(items)) {
      await tx
        .update(itemRows)
        .set({ slug: `${slug}-now` })
        .where(eq(itemRows.id, itemId));
      await addPhoto(tx, itemId, {
        key: `photos/${slug}-${itemId}`,
        width: 8,
        height: 8,
        colour: "#aabbcc",
        alt: slug,
      });
    }
    await addSession(tx, { memberId: members.owner.id, tokenHash: "a", expiresAt });
    await addOneTimeToken(tx, { identifier: "somebody@x.example", tokenHash: "b", expiresAt });
    await invite(tx, { email: "guest@x.example", role: "viewer", tokenHash: "c", days: 1 });
    await wearSkin(tx, defaultSkin("attic"));
  });
}

async function rowsOf(scope: Scope, table: string): Promise<Row[]> {
  const rows = await scope.read((tx) =>
    tx
      .select({ row: sql<string>`to_jsonb(t)::text` })
      .from(sql`${sql.identifier(table)} t`)
      .orderBy(sql`t.id`),
  );
  return rows.map(({ row }) => JSON.parse(row));
}

function what(all: readonly Row[], found: Found, twin: Twin): Row[] {
  if (found === "all") return [...all];
  if (found === "none") return [];
  if (found === "the worn one") return all.filter(({ number }) => number === all.length);
  return all.filter((row) => !isHidden(row, twin));
}

/** Whether a row is a private or trashed item or hangs on one. */
function isHidden({ id, item_id: itemId }: Row, { items }: Twin): boolean {
  return [items.secret, items.gone].includes(String(itemId ?? id));
}
