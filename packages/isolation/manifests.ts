import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export type Side = "site" | "www" | "operator";

/** A page or handler of the built app, as Next's own manifests list it. */
export interface Route {
  readonly side: Side;
  readonly kind: "page" | "handler";
  /** As a visitor of that host types it, dynamic segments in brackets: `/items/[slug]`. */
  readonly pattern: string;
  /** How the manifest names it: `/[tenant]/(site)/items/[slug]/page`. */
  readonly name: string;
}

/** A server action of the built app. */
export interface ActionEntry {
  readonly id: string;
  /** The file and its export: `app/www/actions.ts#signUp`. */
  readonly name: string;
  /** The routes whose pages bundle it. */
  readonly routes: readonly Route[];
}

export interface Surface {
  readonly routes: readonly Route[];
  readonly actions: readonly ActionEntry[];
}

const PathsSchema = z.record(z.string(), z.string());
const ActionsSchema = z.object({
  node: z.record(
    z.string(),
    z.object({
      filename: z.string(),
      exportedName: z.string(),
      workers: z.record(z.string(), z.unknown()),
    }),
  ),
});

/** Everything that can be asked for or posted to, from the manifests of the build in `root`. */
export async function readSurface(root: string): Promise<Surface> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(root, ".next", name), "utf8"));
  const paths = PathsSchema.parse(await read("app-path-routes-manifest.json"));
  const { node } = ActionsSchema.parse(await read("server/server-reference-manifest.json"));
  const routes = Object.entries(paths)
    .map(([name, path]) => routeOf(name, path))
    .filter((route) => route !== null);
  const actions = Object.entries(node).map(([id, { filename, exportedName, workers }]) => ({
    id,
    name: `${filename}#${exportedName}`,
    routes: routes.filter((route) => `app${route.name}` in workers),
  }));
  return { routes, actions };
}

/** Null for what Next serves by itself: its own not-found and error pages. */
function routeOf(name: string, path: string): Route | null {
  const [, folder = ""] = path.split("/");
  if (folder.startsWith("_")) return null;
  const side: Side = folder === "www" || folder === "operator" ? folder : "site";
  return {
    side,
    kind: name.endsWith("/route") ? "handler" : "page",
    pattern: path.slice(folder.length + 1) || "/",
    name,
  };
}
