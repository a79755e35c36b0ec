import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { filesOf } from "./files";
import { layOut } from "./layout";

const root = join(import.meta.dirname, "../../..");
const hosts = new Map([
  ["a", "10.0.0.11"],
  ["b", "10.0.0.12"],
  ["c", "10.0.0.13"],
]);
const files = new Map(filesOf(layOut(hosts)).map(({ path, content }) => [path, content]));

test("the guide's command writes every file that the guide says where to put", async () => {
  const guide = await readFile(join(root, "docs/guides/high-availability.md"), "utf8");
  const [, words = ""] = /npx tsx (scripts\/high-availability\.ts .*)/.exec(guide) ?? [];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", ...words.split(" ")],
    { cwd: root },
  );
  const named = [...guide.matchAll(/^\| `([^`]+\.(?:yml|cfg|ini|sql))`/gm)].map(
    ([, path = ""]) => path,
  );
  expect(named.length).toBeGreaterThan(3);
  for (const path of named)
    expect(stdout).toContain(`deploy/out/ha/${path.replace("NAME", "a")}\n`);
});

describe("the settings of a cluster", () => {
  test("are the same bytes each time", () => {
    expect(new Map(filesOf(layOut(hosts)).map(({ path, content }) => [path, content]))).toEqual(
      files,
    );
  });

  test("fewer than three machines are refused, because two could not agree when one is lost", () => {
    expect(() => layOut(new Map([...hosts].slice(0, 2)))).toThrow(/three machines/);
  });

  test.each(["a", "b", "c"])(
    "%s confirms a write when a second machine has it, and rejoins by itself",
    (name) => {
      const { dcs } = parse(files.get(`${name}/patroni.yml`) ?? "").bootstrap;
      expect(dcs).toMatchObject({
        synchronous_mode: true,
        postgresql: { use_pg_rewind: true, parameters: { synchronous_commit: "on" } },
      });
    },
  );

  test("a primary that can't reach etcd has stepped down before another is made", () => {
    const { dcs } = parse(files.get("a/patroni.yml") ?? "").bootstrap;
    expect(dcs.ttl).toBeGreaterThanOrEqual(dcs.loop_wait + 2 * dcs.retry_timeout);
    expect(dcs.ttl).toBeGreaterThanOrEqual(20);
  });

  test("no secret stands in any of them", () => {
    for (const [path, content] of files)
      expect(content, path).not.toMatch(/^\s*password: (?!scram)/m);
  });

  test("with two servers the third machine votes alone", () => {
    const paths = filesOf(layOut(hosts, { postgresOn: 2 })).map(({ path }) => path);
    expect(paths).toContain("c/etcd.yml");
    expect(paths).not.toContain("c/patroni.yml");
  });

  test("the balancer asks each Patroni who is the primary, and cuts sessions of one that is none any more", () => {
    const settings = files.get("front/haproxy.cfg") ?? "";
    for (const host of hosts.values()) expect(settings).toContain(`${host}:5432 check port 8008`);
    expect(settings).toContain("on-marked-down shutdown-sessions");
  });

  test("PgBouncer looks logins up in one database and pools by transaction", () => {
    const settings = files.get("front/pgbouncer.ini") ?? "";
    expect(settings).toContain("pool_mode = transaction");
    expect(settings).toContain("auth_dbname = postgres");
    expect(files.get("front/pooler.sql")).toContain("not rolsuper");
  });
});
