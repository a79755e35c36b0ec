import { z } from "zod";
import type { Answer } from "@/packages/deploy/answer";
import { encodeCall } from "@/packages/isolation/calls";
import type { Visitor } from "./visitor";

/** Ids of the server actions of a build, by file and export: `app/www/actions.ts#signUp`. */
export type Actions = ReadonlyMap<string, string>;

const ManifestSchema = z.object({
  node: z.record(z.string(), z.object({ filename: z.string(), exportedName: z.string() })),
});

/** @param manifest the build's server-reference-manifest.json */
export function readActions(manifest: string): Actions {
  const { node } = ManifestSchema.parse(JSON.parse(manifest));
  return new Map(
    Object.entries(node).map(([id, { filename, exportedName }]) => [
      `${filename}#${exportedName}`,
      id,
    ]),
  );
}

/** Calls a server action as the page that bundles it does. @throws Error with what it refused */
export async function call(
  visitor: Visitor,
  actions: Actions,
  name: string,
  { host, path, input }: { host: string; path: string; input: unknown },
): Promise<Answer> {
  const id = actions.get(name);
  if (!id) throw new Error(`The build has no action ${name}.`);
  const { body, type } = encodeCall([input]);
  const told = await visitor.ask({
    host,
    path,
    method: "POST",
    headers: { "next-action": id, accept: "text/x-component", "content-type": type },
    body,
  });
  if (!/"ok":true/.test(told.body))
    throw new Error(`${name} answered ${told.status}: ${told.body.slice(-300)}`);
  return told;
}
