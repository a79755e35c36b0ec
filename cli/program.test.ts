import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { findDatabase } from "@/db/platform/queries/databases";
import { listOperations } from "@/db/platform/queries/operations";
import { findTenant, findTenantById } from "@/db/platform/queries/tenants";
import { findItemBySlug, listAnimals } from "@/db/tenant/queries/items";
import { trashItem } from "@/db/tenant/queries/trash";
import { describeTwins } from "@/db/testing";
import { EXIT } from "./exits";
import { type } from "./testing";

const folder = mkdtempSync(join(tmpdir(), "swingtag-cli-"));
process.env.FILES = join(folder, "files");
process.env.BACKUPS = join(folder, "backups");
process.env.SPARES = "0";
process.env.INIT_CWD = folder;
afterAll(async () => rm(folder, { recursive: true, force: true }));

const COMMANDS =
  "list create show explain suspend resume rename move export import import-items backup restore delete databases migrate doctor bring-back operations status backups".split(
    " ",
  );

describe("help", () => {
  test("names every command, shows examples and says what exit codes mean", async () => {
    const { code, out } = await type("--help");
    expect(code).toBe(EXIT.done);
    for (const name of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    expect(out).toContain("npm run tenants -- create gallery");
    for (const exit of Object.values(EXIT)) expect(out).toMatch(new RegExp(`^  ${exit}\\s`, "m"));
  });

  test.each(COMMANDS.filter((name) => name !== "backups"))(
    "%s --help teaches with an example",
    async (name) => {
      const { code, out } = await type(`${name} --help`);
      expect(code).toBe(EXIT.done);
      expect(out).toMatch(new RegExp(`Examples?:\n(.*\n)*? +npm run tenants -- ${name}`));
    },
  );
});

describeTwins("the command line", (twins) => {
  const ours = () => twins().ours.tenant;
  const theirs = () => twins().theirs.tenant;
  const now = () => platform.read((tx) => findTenantById(tx, ours().id));
  const name = (stem: string) => `${stem}-${ours().id.slice(0, 8)}`;

  test.each([
    ["", /^Usage/],
    ["lst", /Unknown command 'lst'.*list/],
    ["show", /Missing required argument 'site'/],
    ["suspend ours", /'-r, --reason <why>' not specified/],
    ["list --state asleep", /Allowed choices are/],
    ["move ours --reason x", /Say where the site shall live/],
    ["move ours --to pool --database x --reason x", /Say where the site shall live/],
    ["backup", /Name one site, or say --all/],
    ["restore --reason x", /Name one site, or say --all/],
    ["restore --all --reason x", /Nobody can be asked here: add --yes/],
    ["databases rotate", /Name one database, or say --all/],
    ["migrate --parallel many", /whole number from 1 to 100/],
    ["create newcomer --email nowhere", /Give the owner's whole address/],
  ])("misuse such as `%s` ends with 2 and one sentence that helps", async (line, sentence) => {
    const { code, out, err } = await type(line);
    expect(code).toBe(EXIT.usage);
    expect(out).toBe("");
    expect(err).toMatch(sentence);
    if (line) expect(err.trim().split("\n")).toHaveLength(1);
    expect(await now()).toEqual(ours());
  });

  test.each([
    ["show nobody-here", /There is no site nobody-here/],
    ["suspend nobody-here --reason x", /There is no site/],
    ["operations nobody-here", /There is no site/],
    ["import nowhere.zip", /There is no file/],
    ["databases rotate nowhere", /There is no database nowhere/],
    ["databases add --server 10.0.0.5:5432", /DATABASE_SERVERS/],
  ])("what is not there, as in `%s`, ends with 3", async (line, sentence) => {
    const { code, err } = await type(line);
    expect([code, err]).toEqual([EXIT.missing, expect.stringMatching(sentence)]);
  });

  test("a refusal ends with 4, in its own words, also as JSON", async () => {
    const line = `rename ${ours().slug} ${theirs().slug} --reason x`;
    expect(await type(line)).toEqual({ code: EXIT.refused, out: "", err: "This name is taken.\n" });
    const { out } = await type(`${line} --json`);
    expect(JSON.parse(out)).toEqual({ error: "This name is taken.", code: EXIT.refused });
    expect(await now()).toEqual(ours());
  });

  test("--json prints one document, and lists sites of both placements", async () => {
    const { code, out } = await type("list --json");
    expect(code).toBe(EXIT.done);
    const sites: { slug: string; placement: string }[] = JSON.parse(out);
    for (const tenant of [ours(), theirs()])
      expect(sites).toContainEqual(
        expect.objectContaining({ id: tenant.id, slug: tenant.slug, placement: tenant.placement }),
      );
  });

  test("suspending and resuming changes one site and is logged with its reason", async () => {
    expect((await type(`suspend ${ours().slug} --reason "unpaid since May"`)).code).toBe(0);
    expect((await now())?.state).toBe("suspended");
    expect(await platform.read((tx) => findTenantById(tx, theirs().id))).toEqual(theirs());
    expect((await type(`suspend ${ours().slug} --reason again`)).code).toBe(EXIT.refused);
    expect((await type(`resume ${ours().slug} --reason paid`)).code).toBe(0);
    const [newest, before] = await platform.read((tx) => listAudit(tx, { tenantId: ours().id }));
    expect(newest).toMatchObject({ actor: "command line", reason: "paid" });
    expect(before).toMatchObject({ actor: "command line", reason: "unpaid since May" });
  });

  test("deleting is confirmed by typing the name, never assumed in a pipe, and taken back", async () => {
    const line = `delete ${ours().slug} --reason "asked for it"`;
    const piped = await type(line);
    expect([piped.code, piped.err]).toEqual([EXIT.usage, expect.stringContaining("add --yes")]);
    expect((await type(line, { typed: ["yes"] })).code).toBe(EXIT.usage);
    expect((await type(line, { typed: [] })).code).toBe(EXIT.usage);
    expect((await now())?.state).toBe("active");
    expect((await type(line, { typed: [ours().slug] })).code).toBe(EXIT.done);
    expect((await now())?.state).toBe("deleted");
    expect((await type(`bring-back ${ours().slug} --reason mistake`)).code).toBe(EXIT.done);
    expect((await now())?.state).toBe("active");
  });

  test("after a rename the former name leads to the present one", async () => {
    const to = name("renamed");
    expect((await type(`rename ${ours().slug} ${to} --reason x`)).code).toBe(EXIT.done);
    const former = await type(`show ${ours().slug}`);
    expect([former.code, former.err]).toEqual([
      EXIT.missing,
      `${ours().slug} is called ${to} now. Name it so.\n`,
    ]);
    const shown = await type(`show ${to} --json`);
    expect(JSON.parse(shown.out)).toMatchObject({ slug: to, formerNames: [{ slug: ours().slug }] });
    expect((await type(`rename ${to} ${ours().slug} --reason x`)).code).toBe(EXIT.done);
  });

  test("creating founds a site and mails its owner the link that opens it", async () => {
    const line = `create ${name("made")} --email "owner@${name("made")}.example" --json`;
    const { code, out } = await type(line);
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ open: true })]);
    expect(await platform.read((tx) => findTenant(tx, name("made")))).toMatchObject({
      state: "active",
      confirmed: false,
    });
    expect((await type(line)).code).toBe(EXIT.refused);
  });

  test("work that outlives a command is done by the command where no worker is alive", async () => {
    const file = join(folder, `${name("packed")}.zip`);
    const packed = await type(`export ${ours().slug} --to ${file}`);
    expect([packed.code, packed.err]).toEqual([0, expect.stringContaining("Waiting for a worker")]);
    expect((await readFile(file)).subarray(0, 2).toString()).toBe("PK");
    expect((await type(`export ${ours().slug} --to ${file}`)).err).toMatch(/add --force/);
    const { code, out } = await type(`import ${file} --name ${name("unpacked")} --json`);
    expect([code, JSON.parse(out)]).toMatchObject([0, { name: name("unpacked") }]);
    expect(await platform.read((tx) => findTenant(tx, name("unpacked")))).not.toBeNull();
  });

  test("a backup brings back what was changed since, of this site alone", async () => {
    const scope = twins().ours.as("owner");
    const before = await scope.read((tx) => findItemBySlug(tx, "legs"));
    expect((await type(`backup ${ours().slug}`)).code).toBe(EXIT.done);
    await scope.write((tx) => trashItem(tx, twins().ours.items.legs ?? ""));
    const line = `restore ${ours().slug} --reason "trashed by mistake"`;
    expect((await type(line)).code).toBe(EXIT.usage);
    expect(await scope.read((tx) => findItemBySlug(tx, "legs"))).not.toEqual(before);
    expect((await type(line, { typed: [ours().slug] })).code).toBe(EXIT.done);
    expect(await scope.read((tx) => findItemBySlug(tx, "legs"))).toEqual(before);
  });

  test("Ctrl-C ends the waiting with 130 and leaves the work ordered", async () => {
    const file = join(folder, `${name("left")}.zip`);
    const ending = AbortSignal.abort();
    const { code, err } = await type(`export ${ours().slug} --to ${file}`, { signal: ending });
    expect([code, err]).toEqual([EXIT.interrupted, expect.stringContaining("The work goes on")]);
    const [order] = await platform.read((tx) => listOperations(tx, ours().id));
    expect(order).toMatchObject({ kind: "export", orderedBy: "command line" });
    const looked = await type(`operations ${order?.id} --json`);
    expect(JSON.parse(looked.out)).toMatchObject({ id: order?.id, state: "succeeded" });
  });

  test("a password is rotated, and the site goes on", async () => {
    const { name } = ours().database;
    const before = await platform.read((tx) => findDatabase(tx, name));
    const { out } = await type(`databases rotate ${name} --json`);
    expect(JSON.parse(out)).toEqual([{ name, generation: (before?.generation ?? 0) + 1 }]);
    expect(await twins().ours.as("owner").read(listAnimals)).not.toEqual([]);
  });

  test("explain tells a site's way down to the role that the database itself names", async () => {
    const { out } = await type(`explain http://${theirs().slug}.localhost:3000/items/peanut`);
    expect(out).toContain(theirs().id);
    expect(out).toMatch(new RegExp(`role +${theirs().database.name}, bound by row-level security`));
  });

  test("doctor ends with 1 while something is found, and mends nothing unasked in a pipe", async () => {
    const { code, out } = await type("doctor --mend --json");
    expect(code).toBe(EXIT.failed);
    // The twins' databases are copies that belong to the whole run.
    const told: { mended: unknown[]; troubles: unknown[] } = JSON.parse(out);
    expect(told.mended).toEqual([]);
    expect(told.troubles).not.toEqual([]);
  });

  test("what a tenant stored commands no terminal", async () => {
    await platform.write(async (tx) => {
      const { addAuditLine } = await import("@/db/platform/queries/audit");
      const { id: tenantId, slug } = ours();
      await addAuditLine(tx, {
        actor: "owner",
        tenantId,
        slug,
        action: "x",
        reason: "\u001b[2Jgone",
      });
    });
    const { out } = await type(`show ${ours().slug}`);
    expect(out).toContain("[2Jgone");
    expect(out).not.toContain("\u001b");
  });

  test.each([
    ["a server that is away ends with 5", { DATABASE_URL: "postgres://x@127.0.0.1:1" }, "list", 5],
    ["a list ends with 0", {}, "list", 0],
  ])("as a process: %s and prints one JSON document", async (_, env, command, code) => {
    const ended = await new Promise<{ code: number; out: string }>((resolve) => {
      const words = ["--import", "tsx", "scripts/tenants.ts", command, "--json"];
      const child = execFile(
        process.execPath,
        words,
        { env: { ...process.env, ...env } },
        (_error, out) => resolve({ code: child.exitCode ?? -1, out }),
      );
    });
    expect(ended.code).toBe(code);
    expect(JSON.parse(ended.out)).toEqual(
      code === 0 ? expect.any(Array) : { error: expect.any(String), code },
    );
  });
});
