/** A stretch of plain text, or a web address in it. */
export interface Stretch {
  readonly text: string;
  readonly isLink: boolean;
  /** Where it begins in the whole text, in UTF-16 units. */
  readonly at: number;
}

/** Parts a letter's plain text into what is read and what is pressed: http and https addresses. */
export function linked(text: string): Stretch[] {
  let at = 0;
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) => {
      const stretch = { text: part, isLink: index % 2 === 1, at };
      at += part.length;
      return stretch;
    })
    .filter((stretch) => stretch.text !== "");
}
