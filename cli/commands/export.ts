import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { access, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { nameAt } from "@/archive/retention";
import { orderExport } from "@/server/life/exports";
import { filesOf } from "@/server/photos/photo-files";
import { type Answer, BY, type Context, siteOf } from "../context";
import { Ending, EXIT, missing, usage } from "../exits";
import { follow } from "../operation";
import { bytesInWords } from "../table";

/** Packs a site and writes the zip to the path that the caller names, whole or not at all. */
export async function exportSite(
  { terminal }: Context,
  word: string,
  options: { to?: string; force?: boolean },
): Promise<Answer> {
  const tenant = await siteOf(word);
  const file = resolve(
    callersFolder(),
    options.to ?? `${tenant.slug}-${nameAt(new Date(), "now")}`,
  );
  if (!(await exists(dirname(file)))) throw missing(`There is no folder ${dirname(file)}.`);
  if (!options.force && (await exists(file)))
    throw usage(`${file} is there already. Name another file, or add --force to replace it.`);
  const operation = await follow(await orderExport({ tenant, by: BY }), terminal);
  const packed = await filesOf(tenant).get(`exports/${nameAt(operation.createdAt, operation.id)}`);
  if (!packed) throw new Ending(EXIT.failed, "The zip is gone again. Export the site once more.");
  const incoming = `${file}.${randomUUID().slice(0, 8)}.part`;
  try {
    await pipeline(packed.pieces(), createWriteStream(incoming, { flags: "wx", mode: 0o600 }));
    await rename(incoming, file);
  } finally {
    await rm(incoming, { force: true });
  }
  return {
    data: {
      operation: operation.id,
      name: tenant.slug,
      file,
      bytes: packed.size,
      sha256: packed.etag,
    },
    text: `${file}: all of ${tenant.slug}, ${bytesInWords(packed.size)}.\n`,
  };
}

/** The folder in which the command was typed; npm itself runs it in the project's folder. */
export function callersFolder(): string {
  return process.env.INIT_CWD ?? process.cwd();
}

/** Whether there is anything at a path. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
