import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runDeploy } from "@/packages/deploy/program";
import { wholeDeployment } from "@/packages/deploy/testing";
import type { Figure } from "./figures";

/** What it takes to emit every target once, the loading of their libraries included. */
export async function measureEmit(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "swingtag-emit-"));
  try {
    const sets = Object.entries(wholeDeployment).flatMap(([name, value]) => [
      "--set",
      `${name}=${value}`,
    ]);
    let said = "";
    const note = (text: string) => {
      said += text;
    };
    const began = performance.now();
    const code = await runDeploy(
      ["emit", "--target", "all", ...sets],
      { out: note, error: note },
      { emitted: join(folder, "out"), state: join(folder, "kept") },
    );
    const seconds = (performance.now() - began) / 1000;
    if (code !== 0) throw new Error(said);
    return [
      {
        what: "emit: all targets",
        value: `${seconds.toFixed(1)} s (${said.trim().split("\n").length} targets)`,
        bar: "≤ 15 s",
        met: seconds <= 15,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
