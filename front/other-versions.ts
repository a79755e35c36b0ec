import type { Asset } from "../base/bridge.ts";
import { BUILD_PATH } from "./build-files.ts";
import type { Step } from "./steps.ts";

export interface OtherVersions {
  /** The paths of this version's files. */
  readonly own: ReadonlySet<string>;
  /** A file of whichever version, or null. */
  readonly find: (path: string) => Promise<Asset | null>;
}

/**
 * During a rolling upgrade a page of one version asks the other's processes for its scripts and styles. This answers
 * for files that this version lacks.
 */
export function otherVersions({ own, find }: OtherVersions): Step {
  return async (req, res, { pathname }, next) => {
    if (!pathname.startsWith(BUILD_PATH) || own.has(pathname)) return next();
    if (!["GET", "HEAD"].includes(req.method ?? "")) return next();
    const asset = await find(pathname.slice(BUILD_PATH.length)).catch(() => null);
    if (!asset) return next();
    res.writeHead(200, {
      "content-type": asset.type,
      "content-length": asset.bytes.length,
      "cache-control": "public, max-age=31536000, immutable",
    });
    res.end(req.method === "HEAD" ? undefined : asset.bytes);
  };
}
