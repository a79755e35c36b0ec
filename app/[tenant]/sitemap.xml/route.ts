import { addressOf } from "@/base/env";
import { listRecent } from "@/db/tenant/queries/shelf";
import { openPublicScope } from "@/server/access";
import { itemPath } from "../item-address";

/** Every public page, at most 50,000 as sitemaps.org sets it. */
export async function GET() {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const items = await scope.read((tx) => listRecent(tx, 49_999));
  const urls = [
    `<url><loc>${addressOf(scope.tenant.slug)}</loc></url>`,
    ...items.map(
      (item) =>
        `<url><loc>${addressOf(scope.tenant.slug, itemPath(item.slug))}</loc><lastmod>${item.updatedAt.toISOString()}</lastmod></url>`,
    ),
  ];
  return new Response(
    `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join("")}</urlset>`,
    {
      headers: {
        "content-type": "application/xml; charset=utf-8",
        "cache-control": "public, max-age=300",
      },
    },
  );
}
