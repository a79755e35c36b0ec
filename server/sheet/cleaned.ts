import { armed } from "@/archive/csv";

/** A cell as it was before an export made it harmless for spreadsheets. */
export const restored = armed;

/** Names of letters in HTML, from U+00A0 on in their order. */
const LATIN =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const NAMED = new Map<string, string>([
  ...LATIN.split(" ").map((name, at) => [name, String.fromCharCode(160 + at)] as const),
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["ndash", "–"],
  ["mdash", "—"],
  ["lsquo", "‘"],
  ["rsquo", "’"],
  ["ldquo", "“"],
  ["rdquo", "”"],
  ["hellip", "…"],
  ["bull", "•"],
  ["trade", "™"],
  ["euro", "€"],
  ["hearts", "♥"],
]);

/** What most cells have none of. */
const UNCLEAN = /[&<\u00a0\u2007\u202f\u200b\ufeff\u00ad]| {2}/;

/**
 * A text as a person meant it that came from a page of the web: `&amp;` is an ampersand, `&nbsp;` a space, spaces that
 * nobody sees are none. What is no letter stays as it stands.
 */
export function cleaned(text: string): string {
  if (!UNCLEAN.test(text)) return text;
  return text
    .replace(
      /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]\w{1,7}));/g,
      (whole, ten, hex, name) =>
        name
          ? (NAMED.get(name) ?? whole)
          : (letter(Number.parseInt(ten ?? hex, ten ? 10 : 16)) ?? whole),
    )
    .replace(/<br\s*\/?>/gi, "\n")
    .replace(/[\u00a0\u2007\u202f]/g, " ")
    .replace(/[\u200b\ufeff\u00ad]/g, "")
    .replace(/ {2,}/g, " ");
}

function letter(code: number): string | null {
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000) || code < 32) return null;
  return String.fromCodePoint(code);
}

/** A text of one line: where lines end, a space stands. */
export function inOneLine(text: string): string {
  return text.replace(/\s*[\r\n\t]+\s*/g, " ").trim();
}
