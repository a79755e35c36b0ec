import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { emit } from "@/packages/deploy/emit";
import { readDeployment } from "@/packages/deploy/settings";
import { target } from "./target";

const run = promisify(execFile);
const deployment = readDeployment({ domain: "beanie.ty", certificates: "files" });

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-box-"));
  await emit(target, deployment, folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PROGRAMS = [
  "install",
  "upgrade",
  "rollback",
  "backup",
  "restore-rehearsal",
  "support-bundle",
  "uninstall",
  "preflight",
  "secrets",
  "timer",
].map((name) => `${name}.sh`);

describe("the programs of a bundle", () => {
  it.each([...PROGRAMS, "box.sh", "box.conf"])("%s can be read by a shell", async (name) => {
    await run("sh", ["-n", join(folder, name)]);
  });

  it.each(PROGRAMS)("%s stops at the first command that fails", async (name) => {
    const files = await target.emit(deployment);
    const program = files.find(({ path }) => path === name)?.content ?? "";
    expect(program).toMatch(/^\. "\$\(dirname -- "\$0"\)\/box\.sh"$/m);
    expect(files.find(({ path }) => path === "box.sh")?.content).toMatch(/^set -eu$/m);
  });

  it("use no setting that is not written for them", async () => {
    const files = await target.emit(deployment);
    const content = (path: string) => files.find((file) => file.path === path)?.content ?? "";
    const given = new Set([...content("box.conf").matchAll(/^([A-Z_]+)=/gm)].map(([, one]) => one));
    const used = PROGRAMS.concat("box.sh").flatMap((name) =>
      [...content(name).matchAll(/\$\{?([A-Z][A-Z_]{3,})/g)].map(([, one]) => one),
    );
    const own = new Set(
      PROGRAMS.concat("box.sh").flatMap((name) =>
        [...content(name).matchAll(/(?:^|\s)([A-Z][A-Z_]{3,})=/gm)].map(([, one]) => one),
      ),
    );
    // Of the shell and of the database's image.
    for (const known of ["HERE", "PGDATA", "SWINGTAG_"]) own.add(known);
    const unknown = used.filter(
      (name = "") => !given.has(name) && !own.has(name) && !name.startsWith("SWINGTAG_"),
    );
    expect(unknown).toEqual([]);
  });

  it("say what is installed nowhere instead of failing oddly", async () => {
    const env = { ...process.env, SWINGTAG_HOME: join(folder, "nowhere") };
    for (const name of ["backup.sh", "rollback.sh", "restore-rehearsal.sh", "upgrade.sh"])
      await expect(run("sh", [join(folder, name)], { env })).rejects.toMatchObject({
        stderr: expect.stringContaining("Nothing is installed in"),
      });
  });
});

test("the box builds nothing: every image was carried in", async () => {
  const files = await target.emit(deployment);
  const compose = parse(files.find(({ path }) => path === "compose.yaml")?.content ?? "");
  expect(JSON.stringify(compose)).not.toContain('"build"');
});

describe("what goes to support", () => {
  const secrets = [
    "k9!sEcRet-of-the-box",
    "smtp://mailer:p%40ss%2Fword@mail.example:587",
    "p%40ss%2Fword",
  ];
  const redacted = async (text: string) => {
    await writeFile(join(folder, "secrets"), secrets.map((line) => `${line}\n`).join(""));
    await writeFile(join(folder, "log"), text);
    const words = ["-f", join(folder, "redact.awk"), join(folder, "secrets"), join(folder, "log")];
    return (await run("awk", words)).stdout;
  };

  it.each([
    "plainly: k9!sEcRet-of-the-box",
    "twice k9!sEcRet-of-the-boxk9!sEcRet-of-the-box",
    "the mail server smtp://mailer:p%40ss%2Fword@mail.example:587 refused",
    "as it is typed: p@ss/word",
  ])("has no secret of the box: %s", async (line) => {
    const out = await redacted(`${line}\n`);
    for (const secret of [...secrets, "p@ss/word"]) expect(out).not.toContain(secret);
    expect(out).toContain("[removed]");
  });

  it.each([
    ["postgres://swingtag_pool_1:hunter2@pgbouncer:6432/x", "hunter2"],
    ["authorization: Bearer abc.def-123", "abc.def-123"],
    ['{"password":"hunter2"}', "hunter2"],
    ["cookie=__Host-session", "__Host-session"],
    ["alter role x login password 'hunter2'", "hunter2"],
    ["sent to anna@people.example", "anna@people.example"],
  ])("has none that only looks like one: %s", async (line, hidden) => {
    expect(await redacted(`${line}\n`)).not.toContain(hidden);
  });

  it("keeps what helps", async () => {
    const line = '{"level":"error","requestId":"0e2c","path":"/items/peanut","status":500}\n';
    expect(await redacted(line)).toBe(line);
  });
});
