import { addressOf } from "@/base/env";

/** The address comes from a setting of the running server, so the build can't fix it. */
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
