import { addressOf } from "@/server/env";

/** `GET /robots.txt` of the apex. */
export function GET(): Response {
  const lines = [
    "User-agent: *",
    "Disallow: /outbox",
    `Sitemap: ${addressOf(null, "/sitemap.xml")}`,
  ];
  return new Response(`${lines.join("\n")}\n`, { headers: { "content-type": "text/plain" } });
}
