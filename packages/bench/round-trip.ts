import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Figure } from "./figures";

/** A scoped read over a wire of 2 ms ÷ a plain query over the same wire. */
export async function measureRoundTrip(): Promise<Figure[]> {
  const script = join(import.meta.dirname, "../resilience/distance.ts");
  const env = { ...process.env, DATABASE_URL: "" };
  const said = execFileSync(process.execPath, ["--import", "tsx", script], {
    encoding: "utf8",
    env,
  });
  const taken = (name: string) => Number(new RegExp(`^${name}: ([0-9.]+) ms`, "m").exec(said)?.[1]);
  const ratio = taken("scoped read") / taken("plain query");
  return [
    {
      what: "one scoped read at 2 ms latency ÷ a plain query",
      value: ratio.toFixed(2),
      bar: "≤ 1.4",
      met: ratio <= 1.4,
    },
  ];
}
