import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { trackedFiles } from "./files";

const BANNED = [
  "simple",
  "simpler",
  "simply",
  "simplest",
  "easy",
  "easier",
  "easiest",
  "easily",
  "ease",
  "obvious",
  "obviously",
  "trivial",
  "trivially",
  "straightforward",
  "effortless",
  "effortlessly",
  "painless",
  "just a matter",
  "of course",
  "needless to say",
  "as you know",
];

/** Where a banned phrase may stand after all, and why. */
const ALLOWED: readonly { file: string; phrase: string; because: string }[] = [];

const pattern = new RegExp(`\\b(${BANNED.join("|")})\\b`, "gi");

/**
 * Documentation says what to type and what you will see; it does not judge how hard that is for the
 * reader. Looks at Markdown, and at comments in code.
 */
export async function checkPhrases(root: string): Promise<string[]> {
  const problems: string[] = [];
  const files = (await trackedFiles(root)).filter((file) =>
    /\.(md|tsx?|css|cjs|mjs|js|sql)$/.test(file),
  );
  for (const file of files) {
    const text = await readFile(join(root, file), "utf8").catch(() => "");
    const prose = file.endsWith(".md") ? text : commentsOf(text);
    for (const [phrase] of prose.matchAll(pattern)) {
      if (ALLOWED.some((entry) => entry.file === file && entry.phrase === phrase.toLowerCase()))
        continue;
      const line = prose.slice(0, prose.search(new RegExp(`\\b${phrase}\\b`))).split("\n").length;
      problems.push(`${file}:${line} says “${phrase}”`);
    }
  }
  return problems;
}

/** A block that begins where no glob such as `db/*` does, or the rest of a line. */
const comment = /(?<=^|[\s{}()[\],;])\/\*[\s\S]*?\*\/|(?<=^|\s)(?:\/\/|--|#) .*/gm;

/** The text with everything but its comments and line ends blanked, so that line numbers stay. */
export function commentsOf(text: string): string {
  let kept = "";
  let at = 0;
  for (const found of text.matchAll(comment)) {
    kept += text.slice(at, found.index).replace(/[^\n]+/g, "") + found[0];
    at = found.index + found[0].length;
  }
  return kept + text.slice(at).replace(/[^\n]+/g, "");
}
