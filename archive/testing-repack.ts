import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { openPromise } from "yauzl";
import { entriesOf, type Manifest } from "./manifest";
import { CHECKSUMS_PATH, MANIFEST_PATH } from "./paths";
import { zipOf } from "./zip";

/** The parts of an archive, for a test to change. */
export interface Parts {
  /** Contents by path, without the manifest and the list of checksums. */
  readonly contents: Map<string, Buffer>;
  /** Sizes and checksums of entries are written anew from the contents, unless the test says otherwise. */
  manifest: Manifest;
}

/** Further changes that a forger makes after the contents. */
export interface Forgery {
  /** Called once sizes and checksums are right again. */
  readonly afterwards?: (manifest: Manifest) => unknown;
  /** Paths that are packed although the manifest does not name them, or names another position. */
  readonly secondly?: readonly string[];
  /** Where the forged archive is written; beside the good one where not given. */
  readonly to?: string;
}

/** Packs an archive anew after a change, with every checksum right, as somebody who knows the format could. */
export async function repack(
  path: string,
  change: (parts: Parts) => void,
  { afterwards = (manifest) => manifest, secondly = [], to = `${path}.forged` }: Forgery = {},
): Promise<string> {
  const parts = await readParts(path);
  change(parts);
  for (const entry of entriesOf(parts.manifest)) {
    const content = parts.contents.get(entry.path);
    if (content) Object.assign(entry, { bytes: content.length, sha256: sha256(content) });
  }
  const manifest = `${JSON.stringify(afterwards(parts.manifest), undefined, 1)}\n`;
  const sums = [
    ...entriesOf(parts.manifest),
    { path: MANIFEST_PATH, sha256: sha256(Buffer.from(manifest)) },
  ];
  const zip = zipOf(async ({ add }) => {
    for (const [name, content] of parts.contents) await add(name, once(content));
    for (const name of secondly)
      await add(name, once(parts.contents.get(name) ?? Buffer.from("?")));
    await add(MANIFEST_PATH, once(manifest));
    await add(CHECKSUMS_PATH, once(sums.map((one) => `${one.sha256}  ${one.path}\n`).join("")));
  });
  await writeFile(to, zip);
  return to;
}

/** Replaces bytes of the packed file itself and ends it in the right checksum again. */
export async function patch(path: string, from: string, to: string): Promise<string> {
  const bytes = await readFile(path);
  if (from.length !== to.length) throw new Error("A patch has the length of what it replaces.");
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at);
  const whole = bytes.subarray(0, -64);
  const patched = `${path}.patched`;
  await writeFile(patched, Buffer.concat([whole, Buffer.from(sha256(whole))]));
  return patched;
}

/** An archive as it was packed, read without `openArchive`. */
export async function readParts(path: string): Promise<Parts> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false });
  const contents = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    contents.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  zip.close();
  const manifest: Manifest = JSON.parse(contents.get(MANIFEST_PATH)?.toString() ?? "");
  contents.delete(MANIFEST_PATH);
  contents.delete(CHECKSUMS_PATH);
  return { contents, manifest };
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
