import { listRecent } from "@/db/tenant/queries/published";
import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { atom } from "../atom";
import { itemPath } from "../item-address";

/** The newest 50 public items as Atom. Everyone gets the same answer: sessions are ignored. */
export async function GET() {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const [site, items] = await scope.read((tx) => Promise.all([getSite(tx), listRecent(tx, 50)]));
  return atom({
    id: `urn:uuid:${scope.tenant.id}`,
    title: site.name,
    author: site.name,
    site: scope.tenant.slug,
    path: "/",
    self: "/feed.xml",
    since: items[0]?.updatedAt ?? site.createdAt,
    entries: items.map((item) => ({
      id: item.id,
      title: item.name,
      path: itemPath(item.slug),
      published: item.createdAt,
      updated: item.updatedAt,
      content: item.story,
    })),
  });
}
