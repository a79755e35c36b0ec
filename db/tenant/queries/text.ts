/**
 * A text that Postgres accepts as a parameter. U+0000, which no text column can hold, becomes U+FFFD, as half a
 * surrogate pair does. So such a text in an address or form finds nothing and breaks nothing.
 */
export function askable(text: string): string {
  return text.toWellFormed().replaceAll("\u0000", "\ufffd");
}
