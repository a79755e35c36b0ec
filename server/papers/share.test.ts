import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { expect, test } from "vitest";
import { shareDigest } from "@/base/tokens";
import { openScope } from "@/db/scope";
import { addPhoto, listPhotos } from "@/db/tenant/queries/photos";
import {
  findShare,
  listShared,
  listShares,
  revokeShare,
  showsPhoto,
} from "@/db/tenant/queries/shares";
import { items } from "@/db/tenant/schema";
import { sharedItems, shares } from "@/db/tenant/share-schema";
import { describeTwins, type Twin } from "@/db/testing";
import { type Sharing, share } from "./share";

describeTwins("a link to a selection", (twins) => {
  const make = (change: Partial<Sharing> = {}) => {
    const { ours } = twins();
    const picked = { ids: [ours.items.secret, ours.items.legs] };
    const all = {
      id: randomUUID(),
      name: "Heirs",
      withValues: true,
      days: 30,
      selection: picked,
      sort: "",
    };
    return share(ours.as("owner"), { ...all, ...change });
  };
  const holding = ({ tenant }: Twin, token: string) =>
    openScope(tenant, { kind: "holder", digest: shareDigest(token) });
  /** What a holder's transaction reads, whatever it selects. */
  const seen = async (twin: Twin, token: string) =>
    holding(twin, token).read((tx) =>
      Promise.all([
        tx.select({ id: shares.id, name: shares.name }).from(shares),
        tx.select({ value: sharedItems.value }).from(sharedItems),
        tx.select({ slug: items.slug }).from(items),
      ]),
    );
  const nothing = async (twin: Twin, token: string) => {
    const [found, shown] = await seen(twin, token);
    expect([found, shown]).toEqual([[], []]);
    expect(await holding(twin, token).read((tx) => findShare(tx, shareDigest(token)))).toBeNull();
  };

  test("shows what was picked, private items too, and beyond that what visitors see", async () => {
    const { ours } = twins();
    const other = await make({ name: "Others", selection: { ids: [ours.items.hidden] } });
    const token = await make();
    const [found, shown, visible] = await seen(ours, token);
    expect(found.map(({ name }) => name)).toEqual(["Heirs"]);
    expect(shown.map(({ value }) => value.name).sort()).toEqual(["Legs", "Secret"]);
    const digest = shareDigest(token);
    const known = await holding(ours, token).read((tx) => findShare(tx, digest));
    expect(known).toMatchObject({ items: 2, visits: 0, withValues: true });
    const [, , forVisitors] = await seen(ours, "x".repeat(43));
    expect(visible.map(({ slug }) => slug).sort()).toEqual(
      forVisitors.map(({ slug }) => slug).sort(),
    );
    expect(visible.map(({ slug }) => slug)).not.toContain("secret");
    const [, ofOther] = await seen(ours, other);
    expect(ofOther.map(({ value }) => value.name)).toEqual(["Hidden"]);
  });

  test("made again under one id takes the place of the first", async () => {
    const { ours } = twins();
    const id = randomUUID();
    const first = await make({ id, name: "Once" });
    const second = await make({ id, name: "Once" });
    await nothing(ours, first);
    expect((await seen(ours, second))[0]).toEqual([{ id, name: "Once" }]);
    const all = await ours.as("owner").read((tx) => listShares(tx));
    expect(all.filter(({ name }) => name === "Once")).toHaveLength(1);
  });

  test("holds no price, place or value where none are shared", async () => {
    const { ours } = twins();
    const text = async (withValues: boolean) =>
      JSON.stringify((await seen(ours, await make({ withValues })))[1]);
    expect(await text(true)).toContain("€123.45");
    expect(await text(false)).not.toMatch(/€|paid|Kept in|"amount"/);
  });

  test("opens nothing on another site", async () => {
    await nothing(twins().theirs, await make());
  });

  test("opens nothing once it is revoked, and what it showed is gone", async () => {
    const { ours } = twins();
    const token = await make();
    const id = (await seen(ours, token))[0][0]?.id ?? "";
    await ours.as("owner").write((tx) => revokeShare(tx, id));
    await nothing(ours, token);
    expect(await ours.as("owner").read((tx) => listShared(tx, id, 1))).toEqual([]);
    const kept = await ours.as("owner").read((tx) => listShares(tx));
    expect(kept.find((one) => one.id === id)?.revokedAt).toBeInstanceOf(Date);
  });

  test("opens nothing once its day has come", async () => {
    const { ours, adminUrl } = twins();
    const token = await make();
    const sql = postgres(adminUrl(ours.tenant.database.name), { max: 1 });
    await sql`update shares set expires_at = now() - interval '1 second' where digest = ${shareDigest(token)}`;
    await sql.end();
    await nothing(ours, token);
  });

  test("is kept as a digest, from which nobody gets the token", async () => {
    const { ours } = twins();
    const token = await make();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const rows = await ours.as("owner").read((tx) => tx.select().from(shares));
    expect(JSON.stringify(rows)).not.toContain(token);
    await expect(
      holding(ours, token).write((tx) => revokeShare(tx, randomUUID())),
    ).rejects.toMatchObject({ code: "42501" });
  });

  test("shows photographs of its own items and no others", async () => {
    const { ours } = twins();
    const photo = { width: 4, height: 3, colour: "#aabbcc", alt: "" };
    const [shown, other] = [`photos/${randomUUID()}`, `photos/${randomUUID()}`];
    await ours.as("editor").write(async (tx) => {
      await addPhoto(tx, ours.items.secret ?? "", { ...photo, key: shown });
      await addPhoto(tx, ours.items.hidden ?? "", { ...photo, key: other });
    });
    const token = await make();
    const scope = holding(ours, token);
    const id = (await scope.read((tx) => findShare(tx, shareDigest(token))))?.id ?? "";
    expect(await scope.read((tx) => showsPhoto(tx, id, shown))).toBe(true);
    expect(await scope.read((tx) => showsPhoto(tx, id, other))).toBe(false);
    expect(await scope.read((tx) => listPhotos(tx, "secret"))).toEqual([]);
  });
});
