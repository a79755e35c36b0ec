/** "Peanut, a royal blue elephant", as XML text of at most `room` bytes in UTF-8. */
export function titleOf(name: string, animal: string, colour: string, room: number): string {
  const kind = [shown(colour), shown(animal) || "plush"].filter(Boolean).join(" ").toLowerCase();
  const title = escaped(clean(name).trim() || "Untitled", room);
  const left = room - bytes(title);
  if (left < LEAST) return title;
  return title + escaped(`, ${/^[aeiou]/.test(kind) ? "an" : "a"} ${clipped(kind, 80)}`, left);
}

/** Less than this tells nobody what the thing is. */
const LEAST = 24;

/** Characters XML 1.0 allows, in one line. */
const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\u0020-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]+/gu, " ")
    .replace(/[\u007f-\u009f]+/g, " ");

const shown = (text: string): string =>
  clean(text)
    .replace(/\s*\/\s*/g, " and ")
    .trim();

const clipped = (text: string, length: number): string => [...text].slice(0, length).join("");

function escaped(text: string, room: number): string {
  let out = "";
  let used = 0;
  for (const letter of text) {
    const safe = ENTITIES[letter] ?? letter;
    used += bytes(safe);
    if (used > room - 3) return `${out}…`;
    out += safe;
  }
  return out;
}

const ENTITIES: Record<string, string | undefined> = {
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  '"': "&quot;",
  "'": "&#39;",
};

const bytes = (text: string): number => new TextEncoder().encode(text).length;
