import { showsPhoto } from "@/db/tenant/queries/shares";
import { findShared } from "@/server/access/shared";
import { filesOf } from "@/server/photos/photo-files";

interface Context {
  readonly params: Promise<{ token: string; folder: string; size: string }>;
}

/** A photograph of a shared selection, for whoever has its link; kept by nobody. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { token, folder, size } = await params;
  const key = `photos/${folder}`;
  const found = /^(full|shelf|thumb)\.webp$/.test(size) ? await findShared(token, "picture") : null;
  const headers = { "cache-control": "private, no-store", "x-robots-tag": "noindex" };
  if (found && "wait" in found)
    return new Response("That was too often", {
      status: 429,
      headers: { ...headers, "retry-after": String(found.wait) },
    });
  const isShown = found && (await found.scope.read((tx) => showsPhoto(tx, found.share.id, key)));
  const file = isShown ? await filesOf(found.scope.tenant).get(`${key}/${size}`) : null;
  if (!file) return new Response("Not found", { status: 404, headers });
  return new Response(file.stream(), {
    headers: { ...headers, "content-type": file.type, "content-length": String(file.size) },
  });
}
