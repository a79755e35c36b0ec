import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { bridge } from "@/base/bridge";
import { FIGURES } from "./figures";
import { boot } from "./plain/boot";

test("a word that is no figure is answered with the figures, and no database is made", async () => {
  // No database can be reached there, so that a run which wants one fails otherwise.
  const env = { ...process.env, DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" };
  const words = ["--import", "tsx", "scripts/bench.ts", "kept", "shelff"];
  await expect(promisify(execFile)(process.execPath, words, { env })).rejects.toMatchObject({
    code: 2,
    stdout: expect.stringMatching(/no figure shelff: .*\bcpu\b/),
  });
});

test("what is promised of large sites is measured, each by a name that starts it alone", () => {
  const names = FIGURES.map(({ name }) => name);
  for (const part of ["first-page", "asked", "neighbours", "table", "bulk", "save", "browser"])
    expect(names.filter((name) => name.startsWith(`sizes-${part}`))).toHaveLength(1);
});

test("the app without tenancy tells the front that it has started, because every request waits for that", async () => {
  await boot();
  expect(bridge().app).not.toBeNull();
});
