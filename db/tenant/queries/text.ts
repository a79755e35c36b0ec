/**
 * A text as Postgres can be asked about it. U+0000, which no column of text can hold, becomes U+FFFD, as
 * half a surrogate pair does on its way there: what an address or a form may say finds nothing and breaks nothing.
 */
export function askable(text: string): string {
  return text.replaceAll("\u0000", "\ufffd");
}
