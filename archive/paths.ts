/** Entries beside rows and files. The manifest and the list of checksums come last, in this order. */
export const README_PATH = "READ-ME.txt";

export const MANIFEST_PATH = "manifest.json";

export const CHECKSUMS_PATH = "checksums.txt";

export function linesPath(table: string): string {
  return `rows/${table}.jsonl`;
}

export function csvPath(table: string): string {
  return `tables/${table}.csv`;
}

export function filePath(key: string): string {
  return `files/${key}`;
}
