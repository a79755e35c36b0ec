import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** The settings on which a demo's addresses and databases depend. */
const KEPT = ["PORT", "BASE_DOMAIN", "PUBLIC_PORT", "PUBLIC_SCHEME", "DATABASE_PREFIX"] as const;

/** Keeps the settings that a demo was given beside its data, so that commands speak of the same installation. */
export async function keepDemoSettings(data: string): Promise<void> {
  const given = KEPT.filter((name) => process.env[name]).map((name) => [name, process.env[name]]);
  await writeFile(fileIn(data), `${JSON.stringify(Object.fromEntries(given), null, 2)}\n`);
}

/** Takes over what the demo was given last; what this command is given itself stays. */
export async function takeDemoSettings(data: string): Promise<void> {
  const text = await readFile(fileIn(data), "utf8").catch(() => "{}");
  const given: Readonly<Record<string, unknown>> = JSON.parse(text);
  for (const name of KEPT) {
    const value = given[name];
    if (typeof value === "string") process.env[name] ||= value;
  }
}

function fileIn(data: string): string {
  return join(data, "settings.json");
}
