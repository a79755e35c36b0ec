import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation } from "@/db/platform/queries/operations";
import { EMPTY_COPY, EMPTY_ITEM } from "@/db/tenant/item";
import { insertItems } from "@/db/tenant/queries/items";
import { describeTwins } from "@/db/testing";
import { findLastPaper, findPaper, listPapers, orderPaper } from "@/server/papers/order";
import { filesOf } from "@/server/photos/photo-files";
import { sweepOperations } from "./sweep";
import { startWorker, type Worker } from "./worker";

const folder = mkdtempSync(join(tmpdir(), "swingtag-paper-"));
process.env.FILES = folder;
process.env.SPARES = "0";
afterAll(async () => rm(folder, { recursive: true, force: true }));

const ITEMS = 2000;

describeTwins("a paper whose worker is killed as it prints", (twins) => {
  let child: ChildProcess | undefined;
  let worker: Worker | undefined;
  afterEach(async () => {
    child?.kill("SIGKILL");
    await worker?.stop();
  });

  test("is printed anew, once and whole, and nothing of the first is left", async () => {
    const { ours, theirs } = twins();
    const { tenant, members, as } = ours;
    const names = Array.from({ length: ITEMS }, (_, at) => `Printed ${at}`);
    for (let from = 0; from < ITEMS; from += 200)
      await as("editor").write((tx) =>
        insertItems(
          tx,
          names.slice(from, from + 200).map((name) => ({
            id: randomUUID(),
            draft: { ...EMPTY_ITEM, name, visibility: "private", copies: [EMPTY_COPY] },
          })),
        ),
      );
    await orderPaper({
      tenant,
      id: randomUUID(),
      memberId: members.owner.id,
      paper: {
        ...{ kind: "insurance", values: true, addressee: "", size: "A4", sort: "" },
        selection: { filter: { all: [] }, except: [] },
        day: "2026-11-30",
      },
    });
    const operation = (await findLastPaper(tenant))?.id ?? "";
    const now = () => platform.read((tx) => findOperation(tx, operation));

    child = spawn(process.execPath, ["--import", "tsx", "scripts/worker.ts"], {
      env: { ...process.env, WORKER: "apart" },
      stdio: "ignore",
    });
    await vi.waitUntil(async () => ((await now())?.done ?? 0) > 0, {
      timeout: 120_000,
      interval: 20,
    });
    child.kill("SIGKILL");
    expect(await now()).toMatchObject({ state: "running" });
    expect(await readdir(join(folder, "@incoming"))).toHaveLength(1);
    expect(await listPapers(tenant)).toEqual([]);

    worker = startWorker();
    await vi.waitUntil(
      async () => {
        await sweepOperations();
        return (await now())?.state === "succeeded";
      },
      { timeout: 240_000, interval: 500 },
    );
    expect(await readdir(join(folder, "@incoming"))).toEqual([]);
    const keys: string[] = [];
    for await (const { key } of filesOf(tenant).list("papers/")) keys.push(key);
    const papers = await listPapers(tenant);
    expect(keys).toEqual(papers.map(({ name }) => `papers/${name}`));
    expect(papers).toHaveLength(1);
    const found = await findPaper(tenant, papers[0]?.name ?? "");
    const pdf = await getDocumentProxy(new Uint8Array((await found?.file.bytes()) ?? []));
    const { text } = await extractText(pdf, { mergePages: true });
    const printed = [...text.matchAll(/Printed (\d+)/g)].map(([, at]) => Number(at));
    expect(printed.toSorted((one, other) => one - other)).toEqual(names.map((_, at) => at));
    expect(text).toContain(`Page ${pdf.numPages} of`);
    expect(text).not.toContain(theirs.mark);
  }, 400_000);
});
