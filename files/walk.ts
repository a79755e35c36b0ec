import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * Files below the root whose key starts with the prefix, in byte order of their keys, as S3 lists
 * them. Symbolic links, half-written files and whatever else lies about are passed over.
 */
export async function* walk(
  root: string,
  prefix: string,
  below = "",
): AsyncGenerator<{ key: string; path: string }, void> {
  const folder = join(root, below);
  for (const { name, isFolder } of await entriesOf(folder)) {
    const key = below + (isFolder ? name : name.slice(0, -1));
    if (isFolder) {
      const inside = `${key}/`;
      if (inside.startsWith(prefix) || prefix.startsWith(inside)) yield* walk(root, prefix, inside);
    } else if (key.startsWith(prefix)) {
      yield { key, path: join(/* turbopackIgnore: true */ folder, name) };
    }
  }
}

async function entriesOf(folder: string) {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  });
  return found
    .filter(({ name }) => !name.startsWith("@"))
    .filter((entry) => entry.isDirectory() || (entry.isFile() && entry.name.endsWith("@")))
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((one, other) => (sortName(one) < sortName(other) ? -1 : 1));
}

// A folder sorts as its name with a slash, a file as its name alone.
function sortName({ name, isFolder }: { name: string; isFolder: boolean }): string {
  return isFolder ? `${name}/` : name.slice(0, -1);
}
