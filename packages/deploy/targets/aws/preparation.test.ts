import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { preparationScript } from "./preparation";

const run = promisify(execFile);

describe("what runs before a container of ours on AWS", () => {
  let root = "";
  let server: Server;
  let origin = "";
  let answer = { status: 200, text: "-----BEGIN CERTIFICATE-----\n" };
  const asked: string[] = [];

  beforeAll(async () => {
    root = `${await mkdtemp(join(tmpdir(), "swingtag-prepare-"))}/`;
    await mkdir(join(root, "tmp"), { mode: 0o755 });
    await mkdir(join(root, "data"), { mode: 0o755 });
    server = createServer((req, res) => {
      asked.push(req.url ?? "");
      res.writeHead(answer.status).end(answer.text);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  });
  beforeEach(() => {
    answer = { status: 200, text: "-----BEGIN CERTIFICATE-----\n" };
    asked.length = 0;
  });
  afterAll(async () => {
    server.close();
    await rm(root, { recursive: true, force: true });
  });

  const prepare = (direct: boolean) =>
    run(
      process.execPath,
      ["--input-type=module", "-e", preparationScript(["tmp", "data"], direct, root, origin)],
      { env: { ...process.env, AWS_REGION: "eu-central-1" } },
    );

  it("makes its folders writable for whoever the container is", async () => {
    await prepare(false);
    for (const folder of ["tmp", "data"])
      expect((await stat(join(root, folder))).mode & 0o7777).toBe(0o1777);
    expect(asked).toEqual([]);
  });

  it("brings the authorities of its own region, readable for all", async () => {
    await prepare(true);
    expect(asked).toEqual(["/eu-central-1/eu-central-1-bundle.pem"]);
    expect(await readFile(join(root, "tmp/rds.pem"), "utf8")).toContain("BEGIN CERTIFICATE");
    expect((await stat(join(root, "tmp/rds.pem"))).mode & 0o777).toBe(0o644);
  });

  it.each([
    [{ status: 503, text: "later" }, "answers 503"],
    [{ status: 200, text: "<html>" }, "holds no certificates"],
  ])("lets nothing begin without them: %o", async (given, says) => {
    answer = given;
    await expect(prepare(true)).rejects.toThrow(says);
  });
});
