import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Asset } from "../base/bridge.ts";
import type { Step } from "./steps.ts";

const PREFIX = "/_next/static/";

export interface OtherVersions {
  /** Next's `static`, with the files of this version. */
  readonly folder: string;
  /** A file of whichever version, or null. */
  readonly find: (path: string) => Promise<Asset | null>;
}

/**
 * During a rolling upgrade a page of one version asks the other's processes for its scripts and styles. This answers
 * for files that this version lacks.
 */
export function otherVersions({ folder, find }: OtherVersions): Step {
  return async (req, res, { pathname }, next) => {
    if (!pathname.startsWith(PREFIX) || !["GET", "HEAD"].includes(req.method ?? "")) return next();
    const path = pathname.slice(PREFIX.length);
    // A path that leads out of the folder is no file of a build, and `find` knows none such.
    if (!path.includes("..") && (await exists(join(folder, path)))) return next();
    const asset = await find(path).catch(() => null);
    if (!asset) return next();
    res.writeHead(200, {
      "content-type": asset.type,
      "content-length": asset.bytes.length,
      "cache-control": "public, max-age=31536000, immutable",
    });
    res.end(req.method === "HEAD" ? undefined : asset.bytes);
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
