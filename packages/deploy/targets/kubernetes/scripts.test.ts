import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { readDeployment } from "@/packages/deploy/settings";
import { wholeDeployment } from "@/packages/deploy/testing";
import { everyDocument, place } from "./documents";
import { podsMadeBy } from "./testing-documents";

const documents = everyDocument(place(readDeployment(wholeDeployment)));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "swingtag-scripts-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a program and gives its code and what it said. */
async function run(words: readonly string[], env: Record<string, string>) {
  const [program = "", ...rest] = words;
  const child = spawn(program, rest, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  return { code: Number(code), err };
}

describe("the nightly dump", () => {
  const command = z
    .array(z.string())
    .parse(podsMadeBy(documents).get("CronJob backup")?.containers[0]?.command);
  const url = "postgres://admin:pass@db:5432/postgres?sslmode=require";
  const today = new Date().toISOString().slice(0, 10);

  /** Programs of Postgres that note how they were called; the dump of `breaks` breaks off. */
  async function programs(breaks: string): Promise<void> {
    const bin = join(folder, "bin");
    await mkdir(bin);
    const scripts = {
      psql: `echo "$1" >> ${folder}/called; printf 'swingtag_own_1\\nswingtag_platform\\n'`,
      pg_dump: `echo "$2" >> ${folder}/called; echo half > "$6"; case "$2" in *${breaks}*) exit 1;; esac`,
      pg_restore: `test -s "$2"`,
    };
    for (const [name, script] of Object.entries(scripts)) {
      await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(bin, name), 0o755);
    }
    await mkdir(join(folder, "dumps"));
  }

  const dump = () => {
    const script = command.map((word) =>
      word
        .replaceAll("/dumps", join(folder, "dumps"))
        .replaceAll("/tmp/names", join(folder, "names")),
    );
    return run(script, { PATH: `${join(folder, "bin")}:${process.env.PATH}`, DATABASE_URL: url });
  };

  test("dumps every database of ours by its own address", async () => {
    await programs("nothing");
    expect(await dump()).toEqual({ code: 0, err: "" });
    expect(await readdir(join(folder, "dumps", today))).toEqual([
      "swingtag_own_1.dump",
      "swingtag_platform.dump",
    ]);
    expect((await readFile(join(folder, "called"), "utf8")).trim().split("\n")).toEqual([
      url,
      "postgres://admin:pass@db:5432/swingtag_own_1?sslmode=require",
      "postgres://admin:pass@db:5432/swingtag_platform?sslmode=require",
    ]);
  });

  test("fails when one breaks off, which is no dump then, and no older one goes", async () => {
    await programs("platform");
    const old = join(folder, "dumps", "2020-01-01");
    await mkdir(old);
    await utimes(old, 0, 0);
    expect((await dump()).code).toBe(1);
    expect(await readdir(join(folder, "dumps", today))).toEqual([
      "swingtag_own_1.dump",
      "swingtag_platform.part",
    ]);
    expect(await readdir(join(folder, "dumps"))).toContain("2020-01-01");
  });

  test("removes what is older than it is to be kept, once today's is whole", async () => {
    await programs("nothing");
    for (const [name, days] of [
      ["2020-01-01", 40],
      ["2020-01-02", 5],
    ] as const) {
      await mkdir(join(folder, "dumps", name));
      const then = Date.now() / 1000 - days * 86_400;
      await utimes(join(folder, "dumps", name), then, then);
    }
    await dump();
    expect(await readdir(join(folder, "dumps"))).toEqual(["2020-01-02", today]);
  });
});

describe("what notes the end of setup", () => {
  const script = z
    .object({ data: z.object({ "mark.mjs": z.string() }) })
    .parse(documents.find(({ metadata }) => metadata?.name === "setup-mark")).data["mark.mjs"];

  test.each([
    [201, 0],
    [409, 0],
    [403, 1],
    [500, 1],
  ])("takes %d of the API server and ends with %d", async (status, code) => {
    const asked: { url: string; token: string; body: string }[] = [];
    const server = createServer(async (req, res) => {
      const { url = "", headers } = req;
      asked.push({ url, token: headers.authorization ?? "", body: await text(req) });
      res.writeHead(status).end("{}");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await writeFile(join(folder, "token"), "a-token");
    await writeFile(join(folder, "namespace"), "swingtag");
    const path = join(folder, "mark.mjs");
    await writeFile(
      path,
      script
        .replaceAll("/var/run/secrets/kubernetes.io/serviceaccount", folder)
        .replace("https://kubernetes.default.svc", `http://127.0.0.1:${port}`),
    );
    expect((await run([process.execPath, path], { JOB: "setup-1-2-3-abc" })).code).toBe(code);
    server.closeAllConnections();
    server.close();
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      url: "/api/v1/namespaces/swingtag/configmaps",
      token: "Bearer a-token",
    });
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({
      metadata: { name: "setup-1-2-3-abc" },
      data: { done: "yes" },
    });
  });
});
