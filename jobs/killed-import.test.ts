import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { platform } from "@/db/platform/door";
import { findOperation, UNENDED } from "@/db/platform/queries/operations";
import {
  addIntake,
  beginReading,
  countOutcomes,
  findIntake,
} from "@/db/tenant/queries/intake/intakes";
import { describeTwins } from "@/db/testing";
import { elapsed, until } from "@/db/testing-private-server";
import { seeUndo } from "@/server/history/large-undo";
import { takeBack } from "@/server/history/take-back";
import { orderIntake } from "@/server/intake/order";
import { storeSheet } from "@/server/intake/sheet-file";
import { CSV, rowsWritten } from "@/server/intake/testing-intake";
import { startWriting } from "@/server/intake/writing";
import { bringForward } from "./testing-leftovers";
import { makePrograms, type Programs } from "./testing-process";
import { startWorker } from "./worker";

process.env.FILES = join(mkdtempSync(join(tmpdir(), "swingtag-killed-")), "files");
process.env.SPARES = "0";

/** Deaths in each of the two passes: eight in all, and fifty where the bench asks for them. */
const DEATHS = Number(process.env.DEATHS ?? 8) / 2;

/** How often the worker of one sheet dies. An operation that kills every worker ends, so no more than that allows. */
const TOGETHER = 5;

/** More rows than a part has. */
const ROWS = 700;

/** How long a process lives at most once it has begun, in milliseconds: a part takes a fraction of it. */
const LIFE = 1200;

describeTwins("a worker that is killed at random moments", (twins) => {
  let programs: Programs;
  beforeAll(async () => {
    programs = await makePrograms();
  });
  afterAll(() => programs.remove());

  const scope = () => twins().ours.as("editor");

  test(`after ${DEATHS} of ${DEATHS} deaths each sheet is read, and each of its rows is written once`, async () => {
    for (let deaths = 0; deaths < DEATHS; ) {
      const id = await bring(`Read and written ${deaths}`);
      const most = () => Math.min(TOGETHER, Math.ceil((DEATHS - deaths) / 2));
      deaths += await dieAt(await order(id, "reading"), most());
      const { new: fresh, same } = await scope().read((tx) => countOutcomes(tx, id));
      expect([fresh, same]).toEqual([ROWS, 0]);
      await startWriting(scope().during("import items", id), id, "all");
      deaths += await dieAt(await order(id, "writing"), most());
      expect(await scope().read((tx) => findIntake(tx, id))).toMatchObject({
        ...{ state: "ended", added: ROWS, changed: 0, leftAlone: 0, problem: "" },
      });
      const { items = [], copies = [] } = await rowsWritten(twins().ours, "without");
      const ofSheet = items.filter((row) => row.includes(id));
      expect(new Set(ofSheet.map((row) => /"name":\s*"([^"]*)"/.exec(row)?.[1])).size).toBe(ROWS);
      const ids = new Set(ofSheet.map((row) => /"id":\s*"([^"]*)"/.exec(row)?.[1]));
      const itemsOfCopies = copies.map((row) => /"item_id":\s*"([^"]*)"/.exec(row)?.[1]);
      expect(itemsOfCopies.filter((item) => ids.has(item))).toHaveLength(ROWS);
    }
  }, 1_200_000);

  test(`after ${DEATHS} of ${DEATHS} deaths each import that was taken back is as it was before`, async () => {
    for (let deaths = 0; deaths < DEATHS; ) {
      const before = await rowsWritten(twins().ours, "without");
      const id = await bring(`Taken back ${deaths}`);
      await dieAt(await order(id, "reading"), 0);
      await startWriting(scope().during("import items", id), id, "all");
      await dieAt(await order(id, "writing"), 0);
      const went = await takeBack(scope(), id, null, 0);
      if (went.state !== "going") throw new Error("No worker has it.");
      deaths += await dieAt(went.operation, Math.min(TOGETHER, DEATHS - deaths));
      expect(await rowsWritten(twins().ours, "without")).toEqual(before);
      // Items and their copies, each once.
      expect(await seeUndo(scope(), went.operation)).toMatchObject({
        ...{ state: "done", changeSet: went.operation, rows: 2 * ROWS, leftAlone: 0 },
      });
    }
  }, 1_200_000);

  /** @param stem names its items, together with the id of the sheet */
  async function bring(stem: string): Promise<string> {
    const id = randomUUID();
    const { ours } = twins();
    const lines = Array.from({ length: ROWS }, (_, at) => `${stem} ${at} ${id},${at % 7}`);
    await storeSheet(ours.tenant, id, Buffer.from(`Name,Colour\n${lines.join("\n")}\n`));
    await scope().write((tx) =>
      addIntake(tx, { id, memberId: ours.members.editor.id, fileName: "killed.csv" }),
    );
    return id;
  }

  async function order(id: string, phase: "reading" | "writing"): Promise<string> {
    const { tenant, members } = twins().ours;
    const edition =
      phase === "reading"
        ? await scope().write((tx) => beginReading(tx, id, { format: CSV, mapping: MAPPING }))
        : ((await scope().read((tx) => findIntake(tx, id)))?.edition ?? 0);
    return orderIntake({ tenant, id, memberId: members.editor.id, phase, edition });
  }

  /**
   * Has processes work on an operation, each killed at a random moment after it has begun, and a last one that lives until it
   * has ended.
   * @returns how many died before it had
   */
  async function dieAt(operation: string, most: number): Promise<number> {
    let died = 0;
    for (; died < most && (await isUnderWay(operation)); died++) {
      await bringForward();
      const process = programs.worker({ WORKER: "apart" });
      await process.says(new RegExp(`${operation}.*step|step.*${operation}`));
      await until(elapsed(Math.random() * LIFE));
      await process.kill();
    }
    const worker = startWorker();
    try {
      await vi.waitUntil(
        async () => {
          await bringForward();
          return !(await isUnderWay(operation));
        },
        { timeout: 300_000, interval: 200 },
      );
    } finally {
      await worker.stop();
    }
    const ended = await platform.read((tx) => findOperation(tx, operation));
    expect(ended).toMatchObject({ state: "succeeded", error: "" });
    return died;
  }

  async function isUnderWay(operation: string): Promise<boolean> {
    const now = await platform.read((tx) => findOperation(tx, operation));
    return UNENDED.some((state) => state === now?.state);
  }
});

const column = (name: string, field: string) => ({
  ...{ name, target: { to: "field", field }, words: [], empties: false },
});
const MAPPING = {
  columns: [column("Name", "name"), column("Colour", "colour")],
  places: "refuse",
  tidy: true,
};
