import { findPhotoByKey } from "@/db/tenant/queries/photos";
import { getSite } from "@/db/tenant/queries/site";
import { findVisit, type Visit } from "@/server/access";
import { filesOf } from "@/server/photos/photo-files";
import { parseSkin } from "@/themes/skin";

interface Context {
  readonly params: Promise<{ folder: string; size: string }>;
}

const LOGO = /^logo-/;

/**
 * Answers with one size of a photo of this tenant, if the visitor may see its item. Shared caches may hold a
 * public photo for five minutes and no longer, because its item can become private.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { folder, size } = await params;
  const key = `photos/${folder}`;
  const visit = await findVisit();
  const seen = visit && /^(full|shelf|thumb)\.webp$/.test(size) ? await whoSees(visit, key) : null;
  const file = visit && seen ? await filesOf(visit.scope.tenant).get(`${key}/${size}`) : null;
  if (!file) return new Response("Not found", { status: 404 });
  const headers = {
    etag: `"${file.etag}"`,
    "cache-control": seen === "public" ? "public, max-age=300" : "private, no-cache",
  };
  if (request.headers.get("if-none-match") === headers.etag)
    return new Response(null, { status: 304, headers });
  return new Response(file.stream(), {
    headers: { ...headers, "content-type": file.type, "content-length": String(file.size) },
  });
}

/**
 * Whoever sees an item sees its photos. Everyone who sees the site sees its published logo; only members see a
 * logo before that.
 */
async function whoSees({ scope, member }: Visit, key: string): Promise<"public" | "some" | null> {
  if (LOGO.test(key.slice("photos/".length))) {
    const skin = parseSkin((await scope.read(getSite)).skin);
    if (skin.logo?.key === key) return scope.tenant.confirmed ? "public" : "some";
    return member ? "some" : null;
  }
  const photo = await scope.read((tx) => findPhotoByKey(tx, key));
  if (!photo) return null;
  return photo.visibility === "public" && scope.tenant.confirmed && !member ? "public" : "some";
}
