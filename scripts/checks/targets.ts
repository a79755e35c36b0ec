import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { ResolverFactory } from "oxc-resolver";

/** Where an import leads: a file of ours by its path, `npm:NAME/FILE`, or `node:NAME`. */
export type Target = string;

/** Tells where an import of a file leads, by the path or name that it says; null where nothing is there. */
export function resolverAt(root: string): (file: string, specifier: string) => Target | null {
  const resolver = new ResolverFactory({
    tsconfig: { configFile: join(root, "tsconfig.json"), references: "auto" },
    extensions: [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".json", ".css"],
    extensionAlias: { ".js": [".ts", ".tsx", ".js"], ".mjs": [".mts", ".mjs"] },
    conditionNames: ["node", "import", "require", "default"],
  });
  return (file, specifier) => {
    if (isBuiltin(specifier))
      return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
    const [bare = ""] = specifier.startsWith("#") ? [specifier] : specifier.split(/[?#]/);
    // Spellings of an address that a loader decodes, and addresses of code itself.
    if (bare.includes("%") || /^(?!file:\/\/\/)[a-z][a-z0-9+.-]*:/i.test(bare)) return null;
    const asked = bare.startsWith("file:") ? fileURLToPath(bare) : bare;
    const { path, packageJsonPath } = resolver.sync(dirname(join(root, file)), asked);
    // Not installed here, or types alone: then its name has to do.
    if (!path) return /^[@\w]/.test(asked) && !asked.startsWith("@/") ? `npm:${asked}/` : null;
    const [place = ""] = path.split(/[?#]/);
    const inside = relative(root, place);
    if (!inside.startsWith("..") && !/(^|\/)node_modules\//.test(inside)) return inside;
    const home = packageJsonPath ? dirname(packageJsonPath) : dirname(place);
    const [, name = inside] = /.*(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(place) ?? [];
    return `npm:${name}/${relative(home, place)}`;
  };
}

/** The first folder, for a package its own, for a file at the root its name. */
export function roomOf(path: string): string {
  return /^packages\/[^/]+/.exec(path)?.[0] ?? path.split("/")[0] ?? path;
}

/** Whether it is a file of the project. */
export function isOurs(target: Target): boolean {
  return !/^(npm|node):/.test(target);
}

/** Whether an entry of the table means a path: itself, what lies below it, or what begins like it. */
export function covers(entry: string, path: string): boolean {
  return path === entry || path.startsWith(/[/:]$/.test(entry) ? entry : `${entry}/`);
}
