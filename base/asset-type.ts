/** Media types of what a build makes for browsers; nothing else of a build is sent. */
const TYPES: ReadonlyMap<string, string> = new Map([
  [".css", "text/css; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".woff2", "font/woff2"],
]);

/** The media type of a build's file by its path, or undefined where it is none of a build. */
export function assetTypeOf(path: string): string | undefined {
  return TYPES.get(/\.[a-z0-9]+$/.exec(path)?.[0] ?? "");
}
