import { resolve } from "node:path";
import { addressOf } from "@/base/env";
import { orderImport } from "@/server/life/import";
import { type Answer, BY, type Context } from "../context";
import { missing } from "../exits";
import { follow } from "../operation";
import { callersFolder, exists } from "./export";
import { ordered } from "./operations";

/** What `import` is given. */
export interface ImportOptions {
  readonly name?: string;
  readonly email?: string;
  readonly own?: boolean;
  readonly wait: boolean;
}

/** `import`: orders it and, where not told otherwise, waits. @throws Ending when there is no such file */
export async function importSite(
  { terminal }: Context,
  typed: string,
  { name, email, own, wait }: ImportOptions,
): Promise<Answer> {
  const file = resolve(callersFolder(), typed);
  if (!(await exists(file))) throw missing(`There is no file ${file}.`);
  const placement = own ? "own" : "pool";
  const id = await orderImport({ file, name, email, placement, by: BY });
  if (!wait) return ordered(id, "The import");
  return imported(id, terminal);
}

/** Waits for an import and says where the site is. */
export async function imported(id: string, terminal: Context["terminal"]): Promise<Answer> {
  const { slug, tenantId } = await follow(id, terminal);
  return {
    data: { operation: id, id: tenantId, name: slug, address: addressOf(slug) },
    text: `${addressOf(slug)} is there.\n`,
  };
}
