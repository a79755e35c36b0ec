import { afterAll, expect, test } from "vitest";
import { repack } from "@/archive/testing-repack";
import { DATABASE_KINDS, type DatabaseKind } from "@/db/platform/states";
import { withTenantRows } from "@/db/rows";
import type { Tenant } from "@/db/scope";
import { describeTwinsInPool } from "@/db/testing";
import { filesIn, packed, removeTestFolder, testPath } from "./testing-archives";
import { addSiteOf, contentsOf, fixture, migrateOn, restoreFrom, rowsIn } from "./testing-earlier";
import { carriedOver } from "./testing-former-copies";
import { addTestDatabase } from "./testing-move";

afterAll(removeTestFolder);

/**
 * In each way in which archives were ever written: the format of the manifest, and how the checksums of its tables
 * were made where that format does not say; and with items that stood in every way while how they stood was theirs and
 * not their copies'. Each was packed by a build that wrote so, of two sites with items under the same addresses.
 */
const EDITIONS = ["format-1-json", "format-1-text", "format-2", "status-on-items"] as const;

/** What the next version of the schema could bring, to every table that travels. */
const LATER = `
  ${["copies", "invitations", "item_tags", "item_words", "members", "photos", "site", "skins"]
    .map((table) => `alter table ${table} add column later text not null default 'since then';`)
    .join("\n")}
  alter table items add column later jsonb not null default '{"since": "then"}';
  alter table items add column initial text generated always as (left(name, 1)) stored;`;

/** What is made of the items' rows, and since which schema as it is made now. */
const DERIVED = "item_words";
const TODAY = "0006_words.sql";

/** The site's version goes up with a restore. */
const told = ({ version, ...row }: Readonly<Record<string, unknown>>) => row;

/** As the items of an archive say it, and not as any build has worked it out. */
const isHidden = ({ visibility, trashed_at }: Readonly<Record<string, unknown>>) =>
  visibility === "private" || trashed_at !== null;

/** The columns of an archive, of rows that may have more by now. */
async function expectRestored(path: string, tenant: Tenant): Promise<void> {
  const { tables: archived, manifest } = await contentsOf(path);
  const tables = manifest.schema < "0005" ? carriedOver(archived) : archived;
  expect([...tables.values()].flat().length).toBeGreaterThan(50);
  for (const [name, wanted] of tables) {
    const rows = await rowsIn(tenant, name);
    if (name === DERIVED && manifest.schema < TODAY) {
      // Made anew of what the items say; what was found before is found still, by whom it was found then.
      const found = (row: Readonly<Record<string, unknown>>) =>
        `${row.item_id} ${row.word} ${row.for_members ?? false}`;
      expect(rows.map(found)).toEqual(expect.arrayContaining(wanted.map(found)));
      const hidden = new Set((tables.get("items") ?? []).filter(isHidden).map(({ id }) => id));
      expect(hidden.size).toBeGreaterThan(0);
      for (const row of rows) expect([row, row.hidden]).toEqual([row, hidden.has(row.item_id)]);
      expect(rows.filter((row) => row.for_members).length).toBeGreaterThan(0);
      continue;
    }
    expect(rows.length, name).toBe(wanted.length);
    for (const row of wanted)
      expect(rows).toContainEqual(expect.objectContaining(name === "site" ? told(row) : row));
  }
  const files = Object.fromEntries(manifest.files.map(({ key, sha256 }) => [key, sha256]));
  expect(await filesIn(tenant)).toEqual(files);
}

describeTwinsInPool("archives of earlier builds", (twins) => {
  /** Both sites of an edition in one pool, beside the twins, or each in a database of its own. */
  const placesFor = async (placement: DatabaseKind) => {
    const { database } = twins().ours.tenant;
    if (placement === "pool") return [database, database] as const;
    return [await addTestDatabase("own"), await addTestDatabase("own")] as const;
  };
  /** The same in databases of a later schema. */
  const laterPlacesFor = async (placement: DatabaseKind) => {
    const one = await addTestDatabase(placement);
    const other = placement === "pool" ? one : await addTestDatabase(placement);
    for (const database of new Set([one, other])) await migrateOn(database, LATER);
    return [one, other] as const;
  };
  const cases = EDITIONS.flatMap((edition) =>
    DATABASE_KINDS.map((placement) => [edition, placement] as const),
  );

  test.each(cases)(
    "one of %s comes back into the %s, beside another",
    async (edition, placement) => {
      const [ours, theirs] = [fixture(edition, "ours"), fixture(edition, "theirs")];
      const [one, other] = await placesFor(placement);
      const [our, their] = [await addSiteOf(ours, one), await addSiteOf(theirs, other)];
      expect(await restoreFrom(ours, our)).toMatchObject({ state: "succeeded", error: "" });
      expect(await restoreFrom(theirs, their)).toMatchObject({ state: "succeeded", error: "" });
      await expectRestored(ours, our);
      await expectRestored(theirs, their);
    },
  );

  test.each(cases)(
    "one of %s comes back into the %s once every table has gained a column, which gets its default",
    async (edition, placement) => {
      const [ours, theirs] = [fixture(edition, "ours"), fixture(edition, "theirs")];
      const [one, other] = await laterPlacesFor(placement);
      const [our, their] = [await addSiteOf(ours, one), await addSiteOf(theirs, other)];
      expect(await restoreFrom(ours, our)).toMatchObject({ state: "succeeded", error: "" });
      expect(await restoreFrom(theirs, their)).toMatchObject({ state: "succeeded", error: "" });
      await expectRestored(ours, our);
      await expectRestored(theirs, their);
      for (const row of await rowsIn(our, "copies")) expect(row.later).toBe("since then");
      for (const row of await rowsIn(our, "items"))
        expect(row).toMatchObject({ later: { since: "then" }, initial: String(row.name)[0] });
    },
  );

  test.each(EDITIONS)(
    "one of %s with another value in it is refused, then and later",
    async (edition) => {
      const ours = fixture(edition, "ours");
      const forged = await repack(
        ours,
        ({ contents }) => {
          const lines = contents.get("rows/copies.jsonl")?.toString() ?? "";
          contents.set("rows/copies.jsonl", Buffer.from(lines.replace('"mint"', '"good"')));
        },
        { to: testPath(`${edition}.zip`) },
      );
      for (const [place] of [await placesFor("pool"), await laterPlacesFor("own")]) {
        const our = await addSiteOf(ours, place);
        expect(await restoreFrom(forged, our)).toMatchObject({
          state: "failed",
          error: /add up to/,
        });
      }
    },
  );

  test("the checksums of today, over the columns of then, are those that an earlier build has written", async () => {
    const ours = fixture("format-1-text", "ours");
    const our = await addSiteOf(ours, twins().ours.tenant.database);
    await restoreFrom(ours, our);
    const { tables } = (await contentsOf(ours)).manifest;
    const sums = await withTenantRows(our.database, our.id, "snapshot", async (rows) => {
      const found: Record<string, unknown> = {};
      for (const table of tables) found[table.name] = (await rows.digest(table)).checksum;
      return found;
    });
    // The site's version has gone up, what was paid lies elsewhere by now, and the words are made anew.
    const then = Object.fromEntries(tables.map(({ name, checksum }) => [name, checksum]));
    const own = { site: "", copies: "", [DERIVED]: "" };
    expect({ ...sums, ...own }).toEqual({ ...then, ...own });
    const today = await contentsOf(await packed(our, "today.zip"));
    expect(today.manifest).toMatchObject({ version: 2, digest: 2 });
  });

  test("one of today's comes back from where a table has a column that Postgres generates", async () => {
    const ours = fixture("format-1-text", "ours");
    const [place] = await laterPlacesFor("own");
    const our = await addSiteOf(ours, place);
    await restoreFrom(ours, our);
    const today = await packed(our, "generated.zip");
    expect(await restoreFrom(today, our)).toMatchObject({ state: "succeeded", error: "" });
    await expectRestored(today, our);
  });
});
