/** The parts that say something, in their order. */
export function present(parts: readonly (string | null | undefined)[]): string[] {
  return parts.filter((part): part is string => Boolean(part));
}

/** "1 Bear", "3,000 Bears". */
export function countOf(count: number, words: { one: string; many: string }): string {
  return `${count.toLocaleString("en")} ${count === 1 ? words.one : words.many}`;
}
