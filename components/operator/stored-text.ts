/**
 * Makes text that strangers stored safe to show: writes control characters, and characters that hide or reverse
 * text, as their numbers, and cuts the text after `most` characters.
 */
export function visibleText(text: string, most = 300): string {
  const head = text.slice(0, most * 4);
  const characters = [...head.replace(HIDDEN, (one) => `⟨${numberOf(one)}⟩`)];
  const cut = characters.length > most || head.length < text.length;
  return cut
    ? `${characters.slice(0, most).join("")}… (${text.length} characters)`
    : characters.join("");
}

/** What Unicode calls control, format, unassigned or ignorable, line separators, and marks piled on marks. */
const HIDDEN = /(?!\n)[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=\p{M}{3})\p{M}/gu;

function numberOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
