import { drawPlush } from "@/components/plush/draw";
import { listEntries } from "@/db/tenant/queries/entries";
import { findVisit } from "@/server/access";

/**
 * `GET /studio/items/entries/drawing?key=…`: the drawn plush of an entry, for members; of one that the catalogue here
 * doesn't have, a plush of no kind.
 */
export async function GET(request: Request): Promise<Response> {
  const visit = await findVisit();
  if (!visit?.member) return new Response("Not found", { status: 404 });
  const key = new URL(request.url).searchParams.get("key") ?? "";
  const [entry] = await visit.scope.read((tx) => listEntries(tx, [key]));
  const { name = "", animal = "", colour = "", variant } = entry?.facts ?? {};
  const svg = drawPlush({ name, animal, colour, variant, seed: key });
  return new Response(svg, {
    headers: { "content-type": "image/svg+xml", "cache-control": "private, max-age=86400" },
  });
}
