import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { findConsoleTenant } from "@/db/platform/queries/console";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { addItem } from "@/db/tenant/queries/items";
import { describeTwins, draft } from "@/db/testing";
import { filesOf } from "@/server/photos/photo-files";
import { measureDatabases, measureTenants } from "./measure";

process.env.FILES = join(mkdtempSync(join(tmpdir(), "swingtag-measure-")), "files");

describeTwins("measuring", (twins) => {
  const sizes = async () => {
    const { ours, theirs } = twins();
    const [one, other] = await platform.read((tx) =>
      Promise.all([findConsoleTenant(tx, ours.tenant.id), findConsoleTenant(tx, theirs.tenant.id)]),
    );
    if (!one || !other) throw new Error("The twins are known to the platform.");
    return { ours: one, theirs: other };
  };

  test("counts each tenant's own items, rows and files, none of the trash, and nobody else's", async () => {
    const { ours } = twins();
    await ours.as("system").write(async (tx) => {
      for (const name of ["One", "Two"]) await addItem(tx, draft({ name }));
    });
    await filesOf(ours.tenant).put("photos/x/full.webp", Buffer.alloc(5000), {
      type: "image/webp",
    });
    await measureTenants();
    const { ours: mine, theirs } = await sizes();
    expect(mine.items).toBe(6);
    expect(theirs.items).toBe(4);
    expect(theirs.bytes).toBeGreaterThan(1000);
    expect(mine.bytes - theirs.bytes).toBeGreaterThan(5000);
    expect(mine.measuredAt).not.toBeNull();
  });

  test("leaves who was measured within the hour for later", async () => {
    const before = (await sizes()).ours.measuredAt;
    await twins()
      .ours.as("system")
      .write((tx) => addItem(tx, draft({ name: "Three" })));
    await measureTenants();
    expect((await sizes()).ours).toMatchObject({ items: 6, measuredAt: before });
  });

  test("notes what every database takes on disk", async () => {
    await measureDatabases("all");
    const all = await platform.read(listAllDatabases);
    expect(all.map(({ bytes }) => bytes > 1_000_000)).toEqual(all.map(() => true));
  });
});
