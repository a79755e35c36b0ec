import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Slug } from "./ha-app";

const Confirmed = z.object({ slug: z.string(), id: z.string(), at: z.number() });

/** The writes whose commit was confirmed so far. */
export async function readConfirmed(file: string): Promise<z.infer<typeof Confirmed>[]> {
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  // The last line may be half written, so it is left out.
  return lines.slice(0, -1).map((line) => Confirmed.parse(JSON.parse(line)));
}

/** When writes to a site were confirmed, in milliseconds since 1970. */
export async function writesOf(file: string, slug: Slug): Promise<number[]> {
  return (await readConfirmed(file)).filter((one) => one.slug === slug).map(({ at }) => at);
}
