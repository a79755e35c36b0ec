/** By how much a text is too long, as a sentence; undefined where it fits. Nothing is cut, so that nothing is lost. */
export function tooLong(text: string, most: number): string | undefined {
  const over = text.length - most;
  if (over <= 0) return undefined;
  const letters = over === 1 ? "1 letter" : `${over.toLocaleString("en")} letters`;
  return `This is ${letters} too long; up to ${most.toLocaleString("en")} fit.`;
}
