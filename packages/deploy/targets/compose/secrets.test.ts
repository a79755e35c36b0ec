import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readDeployment, WrongSetting } from "@/packages/deploy/settings";
import { storeSecrets } from "./secrets";

let stateFolder = "";
beforeEach(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "swingtag-secrets-"));
});
afterEach(() => rm(stateFolder, { recursive: true, force: true }));

const trial = readDeployment({});
const product = readDeployment({ domain: "beanie.ty" });

const content = (name: string) => readFile(join(stateFolder, name), "utf8");

test("secrets are made once and stay", async () => {
  const first = await storeSecrets(stateFolder, trial, {});
  expect(await storeSecrets(stateFolder, trial, {})).toEqual(first);
  expect(new Set([first.secret, first.databasePassword, first.poolerPassword]).size).toBe(3);
});

test("every file of them is for this user alone", async () => {
  await storeSecrets(stateFolder, product, { SMTP_URL: "smtp://u:p@mail.example:587" });
  const names = await readdir(stateFolder);
  expect(names).toContain("web.env");
  for (const name of names)
    expect((await stat(join(stateFolder, name))).mode & 0o777, name).toBe(0o600);
});

test("a container reads only what it needs", async () => {
  const { databasePassword, poolerPassword } = await storeSecrets(stateFolder, trial, {});
  expect(await content("web.env")).not.toContain(databasePassword);
  expect(await content("pgbouncer.env")).toBe(`POOLER_PASSWORD=${poolerPassword}\n`);
  expect(await content("worker.env")).toContain(
    `DATABASE_URL=postgres://postgres:${databasePassword}@postgres:5432/postgres\n`,
  );
});

test("outside of a trial the mail server is asked for by name, and nothing is written before", async () => {
  await expect(storeSecrets(stateFolder, product, {})).rejects.toThrow(WrongSetting);
  await expect(storeSecrets(stateFolder, product, {})).rejects.toThrow("SMTP_URL is missing");
  expect(await readdir(stateFolder)).toEqual([]);
});

test("what was given once is kept, and given anew it is replaced", async () => {
  await storeSecrets(stateFolder, product, { SMTP_URL: "smtp://first.example" });
  await storeSecrets(stateFolder, product, {});
  expect(await content("web.env")).toContain("SMTP_URL=smtp://first.example\n");
  await storeSecrets(stateFolder, product, { SMTP_URL: "smtp://second.example" });
  expect(await content("web.env")).toContain("SMTP_URL=smtp://second.example\n");
});

test("a password with characters that compose would read stays what it is", async () => {
  const given = "smtp://u:p$a'b%23@mail.example:587";
  await storeSecrets(stateFolder, product, { SMTP_URL: given });
  const line = /^SMTP_URL=(.*)$/m.exec(await content("web.env"))?.[1] ?? "";
  expect(line).not.toMatch(/['"$#\s]/);
  expect(decodeURIComponent(new URL(line).password)).toBe("p$a'b#");
});
