/** One way to read what was typed, where there are several. */
export interface Reading {
  /** What can be read in this one way only; it takes the place of what was typed. */
  readonly text: string;
  /** The reading in words, for the person to choose by. */
  readonly words: string;
  /** The currency of an amount; the empty text for a date. */
  readonly currency: string;
}

/** The question about a text with several readings: “1.200” is $1,200.00 or $1.20. */
export function whichOf(typed: string, readings: readonly Reading[]): string {
  const words = readings.map((reading) => reading.words);
  return `“${typed.trim()}” is ${words.slice(0, -1).join(", ")} or ${words.at(-1)}. Choose which.`;
}
