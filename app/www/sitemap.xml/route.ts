import { addressOf } from "@/base/env";

/** The address comes from a setting of the running server, so the build can't fix it. */
export const dynamic = "force-dynamic";

/** `GET /sitemap.xml` of the apex. */
export function GET(): Response {
  const pages = ["/", "/which-tag", "/rarity", "/find-my-site", "/status", "/privacy"];
  const urls = pages.map((path) => `<url><loc>${addressOf(null, path)}</loc></url>`);
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join("")}</urlset>\n`,
    { headers: { "content-type": "application/xml" } },
  );
}
