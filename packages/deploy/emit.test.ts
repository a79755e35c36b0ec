import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diff, emit } from "./emit";
import { readDeployment } from "./settings";
import type { EmittedFile, Target } from "./target";
import { targets } from "./targets";
import { wholeDeployment } from "./testing";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-emit-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const deployment = readDeployment(wholeDeployment);

const targetOf = (...files: EmittedFile[]): Target => ({
  name: "some",
  says: "",
  emit: async () => files,
  up: async () => {},
  down: async () => {},
  status: async () => true,
});

describe("emitting", () => {
  it("writes what the target says, in order, and programs as programs", async () => {
    const target = targetOf(
      { path: "b/run.sh", content: "#!/bin/sh\n", runs: true },
      { path: "a.yaml", content: "a: 1\n" },
    );
    expect(await emit(target, deployment, folder)).toEqual(["a.yaml", "b/run.sh"]);
    expect(await readFile(join(folder, "a.yaml"), "utf8")).toBe("a: 1\n");
    expect((await stat(join(folder, "b/run.sh"))).mode & 0o777).toBe(0o755);
  });

  it("finds what an emit would change, and changes it", async () => {
    const target = targetOf({ path: "a", content: "1" }, { path: "b", content: "2" });
    await emit(target, deployment, folder);
    expect(await diff(target, deployment, folder)).toEqual([]);
    await writeFile(join(folder, "a"), "edited by hand");
    await rm(join(folder, "b"));
    await writeFile(join(folder, "c"), "left by another version");
    expect(await diff(target, deployment, folder)).toEqual([
      { path: "a", kind: "changed" },
      { path: "b", kind: "missing" },
      { path: "c", kind: "foreign" },
    ]);
    await emit(target, deployment, folder);
    expect(await diff(target, deployment, folder)).toEqual([]);
  });

  it("refuses a file outside the folder or twice", async () => {
    await expect(
      emit(targetOf({ path: "../a", content: "" }), deployment, folder),
    ).rejects.toThrow();
    const twice = targetOf({ path: "a", content: "" }, { path: "a", content: "" });
    await expect(emit(twice, deployment, folder)).rejects.toThrow("twice");
  });
});

describe.each(Object.keys(targets))("%s", (name) => {
  const load = async () => {
    const target = await targets[name]?.();
    if (!target) throw new Error(`There is no target ${name}.`);
    return target;
  };

  it("emits the same bytes twice, and nothing secret or of this machine", async () => {
    const target = await load();
    expect(target.name).toBe(name);
    await emit(target, deployment, folder);
    expect(await diff(target, deployment, folder)).toEqual([]);
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    );
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const content = await readFile(join(file.parentPath, file.name), "utf8");
      expect(content, file.name).not.toContain(process.cwd());
      expect(content, file.name).not.toMatch(/postgres:\/\/[a-z]+:[^@${}\s]+@/);
    }
  });
});
