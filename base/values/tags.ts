/** Reads tags as they are typed, parted by commas or lines: trimmed, single-spaced, each once whatever its case. */
export function readTags(text: string): string[] {
  const seen = new Map<string, string>();
  for (const part of text.split(/[,;\n]/)) {
    const tag = part.trim().replace(/\s+/g, " ");
    if (tag && !seen.has(tag.toLowerCase())) seen.set(tag.toLowerCase(), tag);
  }
  return [...seen.values()];
}

/** The tags with those of a text added, none twice. */
export function addTags(tags: readonly string[], text: string): string[] {
  return readTags([...tags, ...readTags(text)].join(","));
}
