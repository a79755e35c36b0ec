import { readFile, realpath } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parseSync } from "oxc-parser";
import { trackedFiles } from "./files";
import { specifiersOf } from "./imports";
import { isOurs, resolverAt, type Target } from "./targets";

/** The folders of the public pages, which go out as documents, without a runtime; see front/document.ts. */
const FOLDERS = ["app/[tenant]/(site)", "app/www/(guide)"];

/** What Next puts around pages by the name of its file; `error` and `not-found` stand in the place of a page. */
const PAGE = /^(page|default)\.[jt]sx?$/;
const FRAME = /^(layout|template|loading)\.[jt]sx?$/;

/** What of Next does nothing without its runtime, or waits for it. */
const DEAD = /^npm:next\/(script|link|image|form|dynamic)(\.js|\/)/;

const CODE = /\.[jt]sx?$/;

/**
 * What on a public page would be dead, one sentence each: client components, by whatever imports they get there.
 * @param files paths from the root
 */
export async function checkDocuments(root: string, files?: readonly string[]): Promise<string[]> {
  const home = await realpath(root);
  const all = files ?? (await trackedFiles(home));
  const resolve = resolverAt(home);
  const problems: string[] = [];
  const seen = new Set<Target>();
  for (const folder of FOLDERS)
    if (!all.some((file) => isPage(file) && file.startsWith(`${folder}/`)))
      problems.push(`${folder} has no pages, so nothing was checked.`);
  const next: { file: Target; by: readonly string[] }[] = all
    .filter((file) => isPage(file) || isFrame(file))
    .map((file) => ({ file, by: [] }));
  for (let one = next.pop(); one; one = next.pop()) {
    const { file, by } = one;
    if (seen.has(file)) continue;
    seen.add(file);
    const text = CODE.test(file) ? await readFile(placeOf(home, file), "utf8").catch(() => "") : "";
    if (DEAD.test(file) || isForBrowsers(file, text))
      problems.push(
        `${[...by, file].join(" → ")}: public pages are documents, and this does nothing without a runtime.`,
      );
    else if (isOurs(file) && text)
      for (const specifier of specifiersOf(file, text)) {
        const target = specifier === "" ? null : resolve(file, specifier);
        if (target) next.push({ file: target, by: [...by, file] });
      }
  }
  return problems;
}

function isPage(file: string): boolean {
  return PAGE.test(basename(file)) && FOLDERS.some((folder) => file.startsWith(`${folder}/`));
}

/** A layout and the like, inside the folder or around it. */
function isFrame(file: string): boolean {
  const isAround = (folder: string) =>
    file.startsWith(`${folder}/`) || `${folder}/`.startsWith(`${dirname(file)}/`);
  return FRAME.test(basename(file)) && FOLDERS.some(isAround);
}

function placeOf(root: string, target: Target): string {
  return isOurs(target) ? join(root, target) : join(root, "node_modules", target.slice(4));
}

function isForBrowsers(file: string, text: string): boolean {
  if (!text.includes("use client")) return false;
  return parseSync(file, text).program.body.some(
    (node) => node.type === "ExpressionStatement" && node.directive === "use client",
  );
}
