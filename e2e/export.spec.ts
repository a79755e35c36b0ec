import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspectArchive } from "@/archive/inspect";
import { at } from "./addresses";
import { createSite, signIn } from "./sites";
import { expect, test } from "./test";

test("an owner packs the site, fetches the zip in two pieces, and nobody else gets a byte of it", async ({
  site,
  owner,
  stranger,
  browser,
}) => {
  await site.add({ name: "Peanut", story: "=1+1 is kept as it is" });
  await owner.goto(at(site.name, "/studio"));
  await owner.getByRole("link", { name: "Export" }).click();
  await expect(owner.getByRole("heading", { name: "Take it with you" })).toBeVisible();
  await owner.getByRole("button", { name: "Pack my site" }).click();
  const link = owner.getByRole("link", { name: /^Download/ });
  await expect(link).toBeVisible({ timeout: 120_000 });
  await owner.reload();
  await expect(owner.getByRole("button", { name: "Pack it again" })).toBeVisible();
  const path = (await link.getAttribute("href")) ?? "";

  const pieces = await owner.evaluate(async (address) => {
    const first = await fetch(address, { headers: { range: "bytes=0-999" } });
    const rest = await fetch(address, {
      headers: { range: "bytes=1000-", "if-range": first.headers.get("etag") ?? "" },
    });
    const bytes = [...new Uint8Array(await first.arrayBuffer())];
    return {
      statuses: [first.status, rest.status],
      length: Number(rest.headers.get("content-length")),
      name: first.headers.get("content-disposition"),
      bytes: [...bytes, ...new Uint8Array(await rest.arrayBuffer())],
    };
  }, path);
  expect(pieces.statuses).toEqual([206, 206]);
  expect(pieces.length).toBe(pieces.bytes.length - 1000);
  expect(pieces.name).toMatch(new RegExp(`^attachment; filename="${site.name}-[0-9-]{10}.zip"$`));

  const folder = await mkdtemp(join(tmpdir(), "swingtag-e2e-"));
  await writeFile(join(folder, "site.zip"), Buffer.from(pieces.bytes));
  const { manifest, owners } = await inspectArchive(join(folder, "site.zip"));
  await rm(folder, { recursive: true });
  expect(owners).toEqual([site.ownerEmail]);
  expect(manifest.site.slug).toBe(site.name);
  expect(manifest.tables.find(({ name }) => name === "items")?.rows).toBe(1);

  const neighbour = await createSite();
  await site.join("editor@example.com", "editor");
  const [theirs, editor] = [await browser.newContext(), await browser.newContext()];
  await signIn(theirs, neighbour);
  await signIn(editor, site, "editor@example.com");
  const answers = [
    await stranger.goto(at(site.name, path)),
    await (await theirs.newPage()).goto(at(neighbour.name, path)),
    await (await editor.newPage()).goto(at(site.name, path)),
  ];
  for (const answer of answers) expect(answer?.status()).toBe(404);
  await Promise.all([theirs.close(), editor.close()]);
});
