import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { settings } from "@/base/settings";

const file = join(import.meta.dirname, "../.env.example");

/** What .env.example says: each setting with its sentence, and its default where there is one. */
export function envExample(): string {
  const blocks = Object.entries(settings).map(([name, { schema, says }]) => {
    const { default: value } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
    const line = value === undefined ? `${name}=` : `${name}=${String(value)}`;
    return `${wrap(says)}\n${says.endsWith("Required.") ? line : `# ${line}`}\n`;
  });
  return `# Printed from base/settings.ts by \`npm run env\`.\n\n${blocks.join("\n")}`;
}

function wrap(text: string): string {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) ?? "";
    if (last.length + word.length > 96) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`.trim();
  }
  return lines.map((line) => `# ${line}`).join("\n");
}

if (process.argv[1] === import.meta.filename) await writeFile(file, envExample());
