import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import type { Figure } from "./figures";
import type { Testbed } from "./testbed";

const run = promisify(execFile);

const Measured = z.object({
  databases: z.number(),
  all: z.number(),
  nothing: z.number(),
  problems: z.array(z.string()),
});

/**
 * A real further migration over 500 own databases, and a second run that finds nothing to do. In a process and
 * an installation of its own, because the app under measurement would refuse databases of another version.
 */
export async function measureFleet({ adminUrl }: Testbed): Promise<Figure[]> {
  const { stdout } = await run(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "fleet-program.ts")],
    {
      cwd: join(import.meta.dirname, "../.."),
      env: {
        ...process.env,
        DATABASE_URL: adminUrl,
        DATABASE_PREFIX: `${process.env.DATABASE_PREFIX}_fleet`,
      },
      maxBuffer: 10_000_000,
    },
  );
  const { databases, all, nothing, problems } = Measured.parse(JSON.parse(stdout));
  if (problems.length > 0) throw new Error(problems.join("; "));
  return [
    {
      what: `${databases} own databases: migrate all, 8 at a time`,
      value: `${(all / 1000).toFixed(1)} s`,
      bar: "≤ 15 s",
      met: all <= 15_000,
    },
    {
      what: `${databases} own databases: nothing to do`,
      value: `${(nothing / 1000).toFixed(2)} s`,
      bar: "≤ 1 s",
      met: nothing <= 1000,
    },
  ];
}
