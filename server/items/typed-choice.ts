import { type Field, wordOf } from "@/db/tenant/field";

/** What a list of values can be told by. */
type Listed = Pick<Field, "key" | "words" | "numbered" | "values" | "offered" | "empty"> & {
  readonly type: string;
};

/**
 * The code that was typed as itself or as people call it: `near-mint`, `Near mint`, and of a tag `Generation 3`.
 * @returns null where it is none of a list
 */
export function codeOf(field: Listed, text: string): string | null {
  const typed = text.trim().toLowerCase();
  if (field.type === "choice" && typed === "") return field.empty ?? "";
  const offered = Array.isArray(field.offered) ? field.offered : [];
  const known = field.values ?? offered;
  const found = known.find((code) =>
    [code, wordOf(field, code)].some((one) => one.toLowerCase() === typed),
  );
  return found ?? numberOf(field, typed);
}

/** The number of a generation that no list names, as a page writes it. */
function numberOf(field: Listed, typed: string): string | null {
  const word = field.numbered?.toLowerCase();
  if (!word || !typed.startsWith(word)) return null;
  return /^s? (\d+(?:, *\d+)*)$/.exec(typed.slice(word.length))?.[1] ?? null;
}

/** Yes and no as people write them, in the languages of their lists too; null for anything else. */
export function yesOrNo(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : null;
}

const YES = new Set("yes y true 1 x ✓ ✔ ja j oui si sí sì sim да はい ใช่ نعم כן".split(" "));
const NO = new Set("no n false 0 ✗ ✘ nein nee non não нет いいえ ไม่ لا לא".split(" "));
