import { addressOf } from "@/base/env";
import { openPublicScope } from "@/server/access";

/** What search engines may read: the shelf and its items, not the studio. */
export async function GET() {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const lines = [
    "User-agent: *",
    "Disallow: /studio",
    "Disallow: /sign-in",
    "Disallow: /api/",
    `Sitemap: ${addressOf(scope.tenant.slug, "/sitemap.xml")}`,
  ];
  return new Response(`${lines.join("\n")}\n`, {
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}
