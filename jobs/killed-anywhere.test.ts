import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeTwins } from "@/db/testing";
import { elapsed, until } from "@/db/testing-private-server";
import { statesOf, untilSettled } from "./testing-leftovers";
import { makePrograms, type Programs } from "./testing-process";
import { startWorker } from "./worker";

process.env.FILES = join(mkdtempSync(join(tmpdir(), "swingtag-killed-")), "files");
process.env.SPARES = "1";

/** Deaths in each of the two passes: eight in all, and fifty where the proof of deaths asks for them. */
const DEATHS = Number(process.env.DEATHS ?? 8) / 2;

/** Processes that live at the same time, each bearing sites and working on what others left. */
const LANES = 2;

/** How long a process lives at most once it has begun, in milliseconds: a birth takes a fraction of it. */
const LIFE = 500;

describeTwins("births in processes that are killed at random moments", (twins) => {
  let programs: Programs;
  beforeAll(async () => {
    programs = await makePrograms();
  });
  afterAll(() => programs.remove());

  test(`after ${DEATHS} of ${DEATHS} deaths each tenant is active or wholly absent within 60 s, and nothing else is there`, async () => {
    const stem = `dead-${twins().ours.tenant.id.slice(0, 8)}`;
    const names: string[] = [];
    let deaths = 0;
    const live = async () => {
      while (deaths < DEATHS) {
        const number = ++deaths;
        const births = (["own", "pool"] as const).map((placement, at) => ({
          name: `${stem}-${number}-${at}`,
          placement,
        }));
        names.push(...births.map(({ name }) => name));
        const process = programs.births(births);
        await process.says(/births begin/);
        // The first dies at once and the last when all is said, so that some come to be and some do not.
        if (number === DEATHS) await process.says(/births ended/);
        else if (number > 1) await until(elapsed(Math.random() * LIFE));
        await process.kill();
      }
    };
    await Promise.all(Array.from({ length: LANES }, live));
    const worker = startWorker();
    try {
      await untilSettled();
    } finally {
      await worker.stop();
    }
    const states = await statesOf(names);
    const counts = Map.groupBy(states.values(), (state) => state);
    expect([...counts.keys()].filter((state) => state !== "active" && state !== "absent")).toEqual(
      [],
    );
    // Both outcomes occur, which shows that some processes were killed in the middle.
    expect([...counts.keys()].sort()).toEqual(["absent", "active"]);
  });
});
