import { readFile, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Manifest } from "@/archive/manifest";
import { ArchiveProblem } from "@/archive/problem";
import { backups } from "@/archive/retention";
import { type Forgery, type Parts, patch, repack } from "@/archive/testing-repack";
import { platform } from "@/db/platform/door";
import { listKeptTenantIds } from "@/db/platform/queries/archives";
import { findTenant } from "@/db/platform/queries/tenants";
import { withTenantRows } from "@/db/rows";
import { describeTwins } from "@/db/testing";
import { orderImport } from "@/server/life/import";
import {
  addTestPhoto,
  ending,
  filesIn,
  opened,
  packed,
  removeTestFolder,
  testPath,
} from "./testing-archives";

afterAll(removeTestFolder);

/** Changes the lines of a table. */
const rewriting = (table: string, change: (line: string, at: number) => string) => (parts: Parts) =>
  edit(parts, `rows/${table}.jsonl`, (text) =>
    text.trimEnd().split("\n").map(change).concat("").join("\n"),
  );

const edit = ({ contents }: Parts, path: string, change: (text: string) => string) => {
  contents.set(path, Buffer.from(change(contents.get(path)?.toString() ?? "")));
};

const renaming =
  (name: string) =>
  ({ manifest }: Parts) => {
    for (const table of manifest.tables) if (table.name === "item_tags") table.name = name;
  };

const withoutFirstLine = (text: string) => text.slice(text.indexOf("\n") + 1);

const FOREIGN = "00000000-0000-4000-8000-000000000000";

const firstPhoto = ({ manifest }: Parts) => manifest.files[0]?.path ?? "";

const changing = (change: object) => (manifest: Manifest) => ({ ...manifest, ...change });

/** Changes to the archive by somebody who corrects every checksum, and the expected refusals. */
const FORGERIES: readonly [string, RegExp, (parts: Parts) => void, Forgery?][] = [
  [
    "a newer format",
    /newer Swingtag \(format 3/,
    () => {},
    { afterwards: changing({ version: 3 }) },
  ],
  [
    "another format",
    /no archive of a Swingtag/,
    () => {},
    { afterwards: changing({ format: "x" }) },
  ],
  [
    "a newer schema",
    /newer Swingtag \(rows as of 9999_more.sql/,
    () => {},
    { afterwards: changing({ schema: "9999_more.sql" }) },
  ],
  [
    "an unknown word in the manifest",
    /not as it should be/,
    () => {},
    { afterwards: changing({ more: 1 }) },
  ],
  [
    "a row of another site",
    /belongs to another site/,
    rewriting("items", (line) => line.replace(/("tenant_id": ")[^"]+/, `$1${FOREIGN}`)),
  ],
  [
    "a row that refers to another site's",
    /refers to one that is not in this archive/,
    rewriting("copies", (line) => line.replace(/("item_id": ")[^"]+/, `$1${FOREIGN}`)),
  ],
  [
    "a row twice",
    /not in order/,
    rewriting("copies", (line, at) => (at ? line : `${line}\n${line}`)),
  ],
  ["a row less", /number of rows/, (parts) => edit(parts, "rows/copies.jsonl", withoutFirstLine)],
  ["another value", /add up to/, rewriting("copies", (line) => line.replace("mint", "good"))],
  [
    "a value that breaks a rule",
    /breaks a rule/,
    rewriting("copies", (line) => line.replace('"mint"', '"eaten"')),
  ],
  [
    "a column too many",
    /other columns/,
    rewriting("items", (line) => line.replace("{", '{"extra": 1, ')),
  ],
  ["no row at all", /can't be read/, rewriting("items", () => "[]")],
  [
    "a member whose address carries a second header",
    /holds what no site can hold/,
    rewriting("members", (line) => line.replace("@", "\\n@")),
  ],
  [
    "a photo that leads elsewhere",
    /holds what no site can hold/,
    rewriting("photos", (line) => line.replace(/photos\/[^"]+/, "../x")),
  ],
  ["a table that no site has", /a table pg_class that no site here has/, renaming("pg_class")],
  ["a session", /a table sessions that no site here has/, renaming("sessions")],
  [
    "a column that no site has",
    /a column item_tags.wish that no site here has/,
    (parts) => {
      for (const table of parts.manifest.tables)
        if (table.name === "item_tags")
          table.columns = table.columns.map((name) => (name === "tag" ? "wish" : name));
      rewriting("item_tags", (line) => line.replace('"tag":', '"wish":'))(parts);
    },
  ],
  ["a missing photo", /is missing from/, (parts) => void parts.contents.delete(firstPhoto(parts))],
  [
    "a file more",
    /not in its manifest/,
    ({ contents }) => void contents.set("files/more", Buffer.alloc(3)),
  ],
  ["a file twice", /is in this archive twice/, () => {}, { secondly: ["READ-ME.txt"] }],
  [
    "a page in place of a photo",
    /not a file as a site keeps it/,
    ({ manifest }) => {
      for (const file of manifest.files) file.type = "text/html";
    },
  ],
  [
    "a file outside of the site's",
    /not a file as a site keeps it/,
    ({ manifest }) => {
      for (const file of manifest.files) file.key = `../${FOREIGN}/x.webp`;
    },
  ],
  [
    "a bomb that admits its size",
    /far more than fits/,
    (parts) => void parts.contents.set(firstPhoto(parts), Buffer.alloc(40_000_000)),
  ],
  [
    "a bomb that hides its size",
    /not as it was/,
    (parts) => void parts.contents.set(firstPhoto(parts), Buffer.alloc(4_000_000)),
    {
      afterwards: (manifest) => {
        for (const file of manifest.files) Object.assign(file, { bytes: Math.min(file.bytes, 9) });
        return manifest;
      },
    },
  ],
];

describeTwins("a forged archive", (twins) => {
  let path = "";
  beforeAll(async () => {
    await addTestPhoto(twins().ours);
    path = await packed(twins().ours.tenant, "good.zip");
  });

  /** Imports and gives the reason of the refusal, after looking that nothing is left. */
  const refusalOf = async (file: string): Promise<string> => {
    const before = await platform.read(listKeptTenantIds);
    const name = `forged-${twins().ours.tenant.id.slice(0, 8)}`;
    const order = orderImport({ file, name, by: "command line" });
    const reason = await order.then(
      async (id) => {
        const copy = await platform.read((tx) => findTenant(tx, name));
        const { state, error } = await ending(id);
        expect(state).toBe("failed");
        expect(copy && (await filesIn(copy))).toEqual({});
        return error;
      },
      (error: unknown) => (error instanceof ArchiveProblem ? error.message : Promise.reject(error)),
    );
    expect(await platform.read((tx) => findTenant(tx, name))).toBeNull();
    expect(await platform.read(listKeptTenantIds)).toEqual(before);
    expect(await (await backups()).list("arrivals/")).toEqual([]);
    return reason;
  };

  test.each(FORGERIES)("with %s is refused, saying so", async (_, reason, change, forgery) => {
    expect(await refusalOf(await repack(path, change, forgery))).toMatch(reason);
  });

  test("of a site whose skin can't be worn is refused", async () => {
    const { id, database } = twins().ours.tenant;
    const swap = (value: string) =>
      withTenantRows(database, id, "write", ({ sql }) =>
        sql.unsafe(`update skins set value = ${value}`),
      );
    await swap(`jsonb_build_object('was', value)`);
    try {
      const bare = await packed(twins().ours.tenant, "bare.zip");
      expect(await refusalOf(bare)).toMatch(/not one that a site here can wear/);
    } finally {
      await swap("value -> 'was'");
    }
  });

  test("that leads outside of itself is refused", async () => {
    const parts = await repack(path, ({ contents }) => contents.set("files/aa", Buffer.alloc(3)));
    expect(await refusalOf(await patch(parts, "files/aa", "../../aa"))).toMatch(/outside/);
  });

  test("is refused wherever one byte was changed", async () => {
    const bytes = await readFile(path);
    const step = Math.ceil(bytes.length / 150);
    const changed = testPath("changed.zip");
    for (let at = 0; at < bytes.length; at += at < 40 || at > bytes.length - 120 ? 1 : step) {
      const other = Buffer.from(bytes);
      other[at] = (other[at] ?? 0) ^ 1;
      await writeFile(changed, other);
      await expect(opened(changed, ({ prove }) => prove())).rejects.toThrow(ArchiveProblem);
    }
  });

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 1)],
    ["longer", (bytes: Buffer) => Buffer.concat([bytes, Buffer.from("x")])],
    ["empty", () => Buffer.alloc(0)],
    ["no zip", () => Buffer.from("<html>")],
  ])("that is %s is refused", async (_, change) => {
    const other = testPath("other.zip");
    await writeFile(other, change(await readFile(path)));
    expect(await refusalOf(other)).toMatch(/Download it again|Use another copy/);
  });

  test("under a name where there is no file is refused", async () => {
    expect(await refusalOf(testPath("nothing.zip"))).toMatch(/no file to read/);
  });
});
