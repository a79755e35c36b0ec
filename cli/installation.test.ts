import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { addressOf, env } from "@/base/env";
import { startEmbedded } from "@/db/embedded";
import { keepDemoSettings } from "./demo-settings";
import { openInstallation } from "./installation";
import type { Terminal } from "./terminal";

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const terminal: Terminal = {
  out: () => {},
  err: () => {},
  interactive: false,
  columns: 80,
  signal: new AbortController().signal,
  ask: async () => null,
};

test("a command speaks of the demo at the port, domain and databases that the demo was given", async () => {
  const data = await mkdtemp(join(tmpdir(), "swingtag-installation-"));
  folders.push(data);
  await chmod(data, 0o755);
  await writeFile(join(data, "secret"), "a secret of at least 32 characters");
  await mkdir(join(data, "postgres"));
  const given = { PORT: "4123", BASE_DOMAIN: "demo.localhost", DATABASE_PREFIX: "another" };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  await keepDemoSettings(data);
  for (const name of [...Object.keys(given), "DATABASE_URL"]) vi.stubEnv(name, undefined);
  // The demo's own Postgres runs, and the command joins it.
  const postgres = await startEmbedded({ folder: join(data, "postgres"), durable: false });
  const close = await openInstallation(terminal, data);
  expect(addressOf("gallery")).toBe("http://gallery.demo.localhost:4123/");
  expect(env()).toMatchObject({ PORT: 4123, DATABASE_PREFIX: "another" });
  await close();
  await postgres.stop();
});
