import { spawn } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import type { Figure } from "./figures";
import type { Testbed } from "./testbed";

const ResultSchema = z.object({
  requests: z.int(),
  wrongSide: z.int(),
  mutants: z.int().min(1),
  caught: z.int(),
  passed: z.boolean(),
  startedAt: z.coerce.date(),
  endedAt: z.coerce.date(),
  findings: z.array(z.unknown()),
});

/** `npm run isolation` in full, in an installation of its own beside the others of this measurement. */
export async function measureIsolation({ adminUrl }: Testbed): Promise<Figure[]> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "../../scripts/isolation.ts"), "--json"],
    {
      cwd: join(import.meta.dirname, "../.."),
      env: { ...process.env, DATABASE_URL: adminUrl },
      stdio: ["ignore", "pipe", "ignore"],
    },
  );
  let said = "";
  child.stdout.on("data", (piece: Buffer) => {
    said += piece.toString("utf8");
  });
  await new Promise<void>((resolve) => child.once("close", () => resolve()));
  const { requests, wrongSide, mutants, caught, passed, startedAt, endedAt, findings } =
    ResultSchema.parse(JSON.parse(said || "null"));
  const seconds = Math.round((endedAt.getTime() - startedAt.getTime()) / 1000);
  return [
    {
      what: "isolation: requests of one run, and everything in it could be tried",
      value: `${requests} in ${seconds} s${passed ? "" : `, but the run did not pass: ${JSON.stringify(findings.slice(0, 5))}`}`,
      bar: "≥ 5,000",
      met: requests >= 5000 && passed,
    },
    {
      what: "isolation: canaries on the wrong side, and changes there",
      value: String(wrongSide),
      bar: "0",
      met: wrongSide === 0,
    },
    {
      what: "isolation: walls taken down that were noticed",
      value: `${caught} of ${mutants}`,
      bar: "100 %",
      met: caught === mutants,
    },
  ];
}
