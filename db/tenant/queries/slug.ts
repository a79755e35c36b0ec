/** How many letters an address may have; percent-encoded, a letter may take twelve bytes. */
const LONGEST_SLUG = 80;

/** Latin letters that no decomposition parts into a plain one. */
const PLAIN: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  ß: "ss",
  ı: "i",
  æ: "ae",
  œ: "oe",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ŋ: "ng",
};

/**
 * A text as it stands in an address: letters, their marks, digits and single hyphens, at most 80, never empty. Latin
 * letters lose their accents; those of other scripts stay as they are, and browsers encode them on the wire.
 */
export function slugOf(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize("NFKD")
    .replace(/(\p{Script=Latin})[\u0300-\u036f]+/gu, "$1")
    .normalize("NFC")
    .toLowerCase()
    // A capital I with a dot, where a language has it, leaves the dot behind.
    .replace(/i\u0307/g, "i")
    .replace(/[łøßıæœđðþħŋ]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  const slug = [...plain].slice(0, LONGEST_SLUG).join("");
  // A mark without a letter before it stands on nothing.
  return (
    slug
      .replace(/(^|-)\p{M}+/gu, "$1")
      .replace(/^-+|-+$/g, "")
      .replace(/-{2,}/g, "-") || "item"
  );
}

/**
 * The address that a request asks for, from a segment of its path, decoded or not. Some systems send letters and their
 * marks apart, which are one letter here.
 */
export function slugIn(segment: string): string {
  try {
    return decodeURIComponent(segment).normalize("NFC");
  } catch {
    return segment;
  }
}
