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
  processor: z.number(),
  nothing: z.number(),
  catalogue: z.number(),
  catalogueProcessor: z.number(),
  problems: z.array(z.string()),
});

/**
 * A real further migration over 500 own databases, a second run that finds nothing to do, and a release of the catalogue. In a process and
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
  const { databases, all, processor, nothing, catalogue, catalogueProcessor, problems } =
    Measured.parse(JSON.parse(stdout));
  if (problems.length > 0) throw new Error(problems.join("; "));
  return [
    {
      what: `${databases} own databases: migrate all, 8 at a time`,
      value: `${inSeconds(all)} (${inSeconds(processor)} of processor)`,
      bar: "≤ 15 s",
      met: all <= 15_000,
    },
    {
      what: `${databases} own databases: nothing to do`,
      value: `${(nothing / 1000).toFixed(2)} s`,
      bar: "≤ 1 s",
      met: nothing <= 1000,
    },
    {
      what: `${databases} own databases: a release of the catalogue ÷ their migration`,
      value: `${(catalogue / all).toFixed(2)} (${inSeconds(catalogue)}, ${inSeconds(catalogueProcessor)} of processor)`,
      bar: "≤ 1.5",
      met: catalogue <= all * 1.5,
    },
  ];
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
