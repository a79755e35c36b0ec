import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { failureIn } from "./server-log";

const BUSY = `2026-11-30 01:30:00.000 UTC [41] LOG:  starting PostgreSQL 18.1
2026-11-30 01:30:00.100 UTC [41] FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use
2026-11-30 01:30:00.100 UTC [41] HINT:  Terminate any old server processes.
`;
const ORPHAN =
  "2026-11-30 01:30:00.200 UTC [17] worker|swingtag| FATAL:  terminating connection due to unexpected postmaster exit\n";

test.each([
  ["what is left of a killed server writes last", BUSY + ORPHAN],
  ["it writes first", ORPHAN + BUSY],
  ["it writes nothing", BUSY],
])("a server that can't start gives its own reason, also where %s", async (_, text) => {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-log-"));
  try {
    const log = join(folder, "log");
    await writeFile(log, `2026-11-29 [41] FATAL:  of the day before\n${text}`);
    const since = "2026-11-29 [41] FATAL:  of the day before\n".length;
    expect(await failureIn(log, since, 41)).toMatch(/^pre-existing shared memory block/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a program that can't run at all gives the line it printed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-log-"));
  try {
    await writeFile(join(folder, "log"), "postgres: error while loading shared libraries\n");
    expect(await failureIn(join(folder, "log"), 0, 41)).toBe(
      "postgres: error while loading shared libraries.",
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
