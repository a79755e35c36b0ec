import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { assetTypeOf } from "../base/asset-type.ts";
import { BUILD_PATH } from "./build-files.ts";
import { type KeptAnswer, keptOf } from "./kept.ts";
import { sendKept } from "./send-kept.ts";
import type { Step } from "./steps.ts";

/**
 * Answers for this version's own scripts, styles and fonts, from memory and compressed once. They are the same on every
 * host, so nothing is looked up for them; their names are hashes of what they hold, so whichever version's page asks
 * means these bytes.
 * @param own their paths
 * @param folder Next's `static`
 */
export function ownFiles(own: ReadonlySet<string>, folder: string): Step {
  const kept = new Map<string, Promise<KeptAnswer | null>>();
  return async (req, res, { pathname }, next) => {
    const type = assetTypeOf(pathname);
    if (!own.has(pathname) || !type || !["GET", "HEAD"].includes(req.method ?? "")) return next();
    const known = kept.get(pathname) ?? take(join(folder, pathname.slice(BUILD_PATH.length)), type);
    kept.set(pathname, known);
    const file = await known;
    if (file) return sendKept(file, req, res);
    kept.delete(pathname);
    return next();
  };
}

/** Null where it can't be read; then the app answers. */
async function take(file: string, type: string): Promise<KeptAnswer | null> {
  const bytes = await readFile(file).catch(() => null);
  return (
    bytes &&
    keptOf(
      bytes,
      {
        "content-type": type,
        "cache-control": "public, max-age=31536000, immutable",
        vary: "accept-encoding",
      },
      "many",
    )
  );
}
