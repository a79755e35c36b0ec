import { addressOf } from "@/base/env";

/** The address is a setting of the running server, not of the build. */
export const dynamic = "force-dynamic";

/** `GET /robots.txt` of the apex. */
export function GET(): Response {
  const lines = [
    "User-agent: *",
    "Disallow: /outbox",
    `Sitemap: ${addressOf(null, "/sitemap.xml")}`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "text/plain" } });
}
