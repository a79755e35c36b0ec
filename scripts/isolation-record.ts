import { text } from "node:stream/consumers";
import { z } from "zod";
import { platform } from "@/db/platform/door";
import { addIsolationRun } from "@/db/platform/queries/isolation";
import { closePools } from "@/db/pools";

/**
 * Writes a run, given on stdin, to the platform's database. It is a process of its own, because it needs the
 * settings of that installation.
 */
const RunSchema = z.strictObject({
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date(),
  version: z.string(),
  requests: z.int(),
  wrongSide: z.int(),
  mutants: z.int(),
  caught: z.int(),
  passed: z.boolean(),
  detail: z.record(z.string(), z.unknown()),
});

try {
  const run = RunSchema.parse(JSON.parse(await text(process.stdin)));
  await platform.write((tx) => addIsolationRun(tx, run));
} catch (error) {
  process.exitCode = 1;
  const said = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `The result was not kept: there is no installation on this server, or it does not answer (${said.split("\n")[0]}).\n`,
  );
} finally {
  await closePools();
}
