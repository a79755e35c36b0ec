import postgres from "postgres";
import { expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { platform } from "../door";
import { claimTenant, confirmTenant } from "./founding";
import { setTenantState } from "./held-tenants";
import { findTenant, listOwned, listTaken } from "./tenants";

describeTwins("the platform's tenants", (twins) => {
  let names = 0;
  const newName = () => `claimed-${twins().ours.tenant.id.slice(0, 8)}-${++names}`;
  const claim = (slug: string, ownerEmailHash = "somebody") =>
    platform.write((tx) => claimTenant(tx, { slug, ownerEmailHash }));

  /** Every row of the platform that mentions the name or the address. */
  const rowsOf = async (slug: string, emailHash: string) => {
    const { ours, adminUrl } = twins();
    const sql = postgres(adminUrl(ours.tenant.database.name.replace("_pool_1", "_platform")), {
      max: 1,
    });
    const [row] = await sql<{ tenants: number; ownerships: number }[]>`select
      (select count(*)::int from tenants where slug = ${slug}) as tenants,
      (select count(*)::int from ownerships where email_hash = ${emailHash}) as ownerships`;
    await sql.end();
    return row;
  };

  test("of two who claim a name at once one gets it, the other null and nothing is left of that one", async () => {
    for (let round = 0; round < 5; round++) {
      const slug = newName();
      const hashes = [`${slug} one`, `${slug} two`];
      const claims = await Promise.all(hashes.map((hash) => claim(slug, hash)));
      expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1);
      for (const [at, claimed] of claims.entries())
        expect(await rowsOf(slug, hashes[at] ?? "")).toEqual({
          tenants: 1,
          ownerships: claimed ? 1 : 0,
        });
    }
  });

  test("a name is free again when the claim's transaction fails", async () => {
    const slug = newName();
    const failed = platform.write(async (tx) => {
      await claimTenant(tx, { slug, ownerEmailHash: slug });
      throw new Error("something else went wrong");
    });
    await expect(failed).rejects.toThrow("something else");
    expect(await rowsOf(slug, slug)).toEqual({ tenants: 0, ownerships: 0 });
    expect(await claim(slug)).not.toBeNull();
  });

  test("one who waits for a claim that fails gets the name", async () => {
    const slug = newName();
    const held = Promise.withResolvers<void>();
    const claimed = Promise.withResolvers<void>();
    const first = platform.write(async (tx) => {
      await claimTenant(tx, { slug, ownerEmailHash: "first" });
      claimed.resolve();
      await held.promise;
      throw new Error("given up");
    });
    const firstEnds = expect(first).rejects.toThrow("given up");
    await claimed.promise;
    const second = claim(slug, "second");
    held.resolve();
    await firstEnds;
    expect(await second).toMatchObject({ slug });
  });

  test("a tenant is found by its whole name, unconfirmed until it is confirmed, suspended until it is not", async () => {
    const slug = newName();
    const born = await claim(slug);
    const find = (name: string) => platform.read((tx) => findTenant(tx, name));
    expect(await find(slug)).toEqual(born);
    expect(born).toMatchObject({ confirmed: false, state: "active", placement: "pool" });
    expect([await find(slug.slice(0, -1)), await find("%"), await find("")]).toEqual([
      null,
      null,
      null,
    ]);
    const id = born?.id ?? "";
    await platform.write((tx) => confirmTenant(tx, id));
    await platform.write((tx) => setTenantState(tx, id, "suspended"));
    expect(await find(slug)).toMatchObject({ confirmed: true, state: "suspended" });
    await platform.write((tx) => setTenantState(tx, id, "active"));
    expect(await find(slug)).toMatchObject({ confirmed: true, state: "active" });
  });

  test("an owner's list holds the own active sites in the order of their birth and nobody else's", async () => {
    const hash = `owner ${newName()}`;
    const [first, second, suspended] = [newName(), newName(), newName()];
    for (const slug of [first, second, suspended]) await claim(slug, hash);
    await claim(newName(), `${hash} somebody else`);
    const gone = await platform.read((tx) => findTenant(tx, suspended));
    await platform.write((tx) => setTenantState(tx, gone?.id ?? "", "suspended"));
    const owned = await platform.read((tx) => listOwned(tx, hash));
    expect(owned.map((tenant) => tenant.slug)).toEqual([first, second]);
    expect(await platform.read((tx) => listOwned(tx, "nobody"))).toEqual([]);
  });

  test("taken names are told from free ones, and nothing is asked about none", async () => {
    const slug = newName();
    await claim(slug);
    const taken = await platform.read((tx) => listTaken(tx, [slug, newName(), "artmatt'--"]));
    expect(taken).toEqual([slug]);
    expect(await platform.read((tx) => listTaken(tx, []))).toEqual([]);
  });

  test.each(["", "ab", "Upper", "-a-", "a--b", "a".repeat(41), "xn--abc", "a b", "ä-b-c"])(
    "the database itself refuses the name %j",
    async (slug) => {
      await expect(claim(slug)).rejects.toMatchObject({ cause: { code: "23514" } });
    },
  );
});
