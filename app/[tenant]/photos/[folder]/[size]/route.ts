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
 * One size of a photo, from this tenant's own files and only if its item may be seen by who asks.
 * Shared caches keep public ones for five minutes and no longer: an item can be made private.
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

/** A photo is seen by those who see its item, a logo by everyone who sees the site, before it is published by members. */
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
