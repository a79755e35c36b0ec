import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDeploy } from "./program";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-deploy-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...words: string[]) {
  let out = "";
  let error = "";
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  const folders = { emitted: join(folder, "out"), state: join(folder, "kept") };
  return { code: await runDeploy(words, terminal, folders), out, error };
}

describe("npm run deploy", () => {
  it("emits, and then has nothing to change", async () => {
    const emitted = await run("emit", "--target", "compose");
    expect(emitted).toMatchObject({ code: 0, error: "" });
    expect(await run("diff", "--target", "compose")).toMatchObject({ code: 0 });
    const other = await run("diff", "--target", "compose", "--set", "domain=beanie.ty");
    expect(other.code).toBe(1);
    expect(other.out).toContain("changed");
  });

  it.each([
    [["emit", "--target", "compose", "--set", "domain=https://x"], "domain takes a host name"],
    [["emit", "--target", "compose", "--set", "colour=red"], "There is no setting colour"],
    [["emit", "--target", "compose", "--set", "domain"], "name=value"],
    [["emit", "--target", "nowhere"], "Allowed choices"],
    [["emit"], "--target is missing"],
    [["up", "--target", "all"], "Name one target"],
    [["emit", "--target", "fargate", "--set", "domain=beanie.ty"], "region is missing"],
    [["fly"], "unknown command"],
  ])("%j is answered with what to do, and 2", async (words, sentence) => {
    const { code, error } = await run(...words);
    expect(error).toContain(sentence);
    expect(code).toBe(2);
  });

  it("reads numbers, lists and yes or no from a command line", async () => {
    const sets = ["httpsPort=8443", "operators=a@beanie.ty,b@beanie.ty", "stacks=true"];
    const words = sets.flatMap((entry) => ["--set", entry]);
    expect(await run("emit", "--target", "compose", ...words)).toMatchObject({ code: 0 });
    const compose = await readFile(join(folder, "out/compose/compose.yaml"), "utf8");
    expect(compose).toContain("8443");
    expect(compose).toContain("a@beanie.ty,b@beanie.ty");
  });
});
