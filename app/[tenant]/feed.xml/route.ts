import { addressOf } from "@/base/env";
import { listRecent } from "@/db/tenant/queries/published";
import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { itemPath } from "../item-address";

/** The newest 50 public items as Atom (RFC 4287). Everyone gets the same answer: sessions are ignored. */
export async function GET() {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const [site, items] = await scope.read((tx) => Promise.all([getSite(tx), listRecent(tx, 50)]));
  const home = addressOf(scope.tenant.slug);
  const updated = items[0]?.updatedAt ?? site.createdAt;
  const entries = items.map((item) => {
    const address = addressOf(scope.tenant.slug, itemPath(item.slug));
    return `<entry><id>urn:uuid:${item.id}</id><title>${escaped(item.name)}</title><link href="${address}"/><published>${item.createdAt.toISOString()}</published><updated>${item.updatedAt.toISOString()}</updated><content>${escaped(item.story)}</content></entry>`;
  });
  const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:uuid:${scope.tenant.id}</id><title>${escaped(site.name)}</title><author><name>${escaped(site.name)}</name></author><link href="${home}"/><link rel="self" href="${addressOf(scope.tenant.slug, "/feed.xml")}"/><updated>${updated.toISOString()}</updated>${entries.join("")}</feed>`;
  return new Response(feed, {
    headers: {
      "content-type": "application/atom+xml; charset=utf-8",
      "cache-control": "public, max-age=60",
    },
  });
}

function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  // XML 1.0 allows no control characters, not even escaped ones.
  return text
    .replace(/[&<>]/g, (sign) => names[sign] ?? sign)
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "");
}
