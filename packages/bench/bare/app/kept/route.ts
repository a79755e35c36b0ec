import { readFileSync } from "node:fs";

export const dynamic = "force-static";

/** The bytes of our shelf, prerendered: Next keeps them and answers with them. */
export function GET(): Response {
  return new Response(readFileSync("shelf.html"), {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
