import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DatabaseUnavailable } from "@/db/transaction";
import { filesOf, forgetPhotos } from "./photo-files";

const folder = mkdtempSync(join(tmpdir(), "swingtag-forget-"));
const ours = { id: "0b7e7c1e-0000-4000-8000-000000000001" };
const theirs = { id: "0b7e7c1e-0000-4000-8000-000000000002" };
const KEY = "photos/0b7e7c1e-0000-4000-8000-000000000009";

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgres://nobody@localhost/none",
    SECRET: "a secret for tests that guards nothing",
    DEMO: "1",
    FILES: folder,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function leftAfter(error?: unknown): Promise<boolean[]> {
  for (const tenant of [ours, theirs])
    await filesOf(tenant).put(`${KEY}/full.webp`, Buffer.from("x"), { type: "image/webp" });
  await forgetPhotos(ours, [KEY], error);
  return Promise.all(
    [ours, theirs].map(async (tenant) => Boolean(await filesOf(tenant).get(`${KEY}/full.webp`))),
  );
}

test.each([
  ["no row was wanted", undefined],
  ["the row was refused", new Error("refused")],
  ["the database did not answer before the commit", new DatabaseUnavailable("away")],
])("where %s, our files go and theirs stay", async (_, error) => {
  expect(await leftAfter(error)).toEqual([false, true]);
});

test("where nobody knows whether the row was written, its files stay", async () => {
  const error = new DatabaseUnavailable("away", { maybeSaved: true });
  expect(await leftAfter(error)).toEqual([true, true]);
});
