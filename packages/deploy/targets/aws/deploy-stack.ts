import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Putting } from "./up";

/**
 * Deploys one stack of the emitted assembly.
 * @param parameters of the stack's own
 * @returns its outputs
 */
export async function deployCloudFormation(
  { asked, acting, programs }: Pick<Putting, "asked" | "acting" | "programs">,
  part: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const name = `${asked.prefix}-${part}`;
  acting.say(`Deploying ${name}`);
  const file = join(acting.stateFolder, `${part}.json`);
  await programs.cdk([
    ...["deploy", name, "--exclusively", "--app", acting.folder],
    ...["--require-approval", "never", "--progress", "events", "--outputs-file", file],
    ...Object.entries(parameters).flatMap(([key, value]) => [
      "--parameters",
      `${name}:${key}=${value}`,
    ]),
  ]);
  const found = z
    .record(z.string(), z.record(z.string(), z.string()))
    .parse(JSON.parse(await readFile(file, "utf8")));
  return found[name] ?? {};
}
