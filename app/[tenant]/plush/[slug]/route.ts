import { drawPlush } from "@/components/plush/draw";
import { findMovedItem } from "@/db/tenant/queries/addresses";
import { findItemBySlug } from "@/db/tenant/queries/items";
import { slugIn } from "@/db/tenant/queries/slug";
import { findVisit, type Visit } from "@/server/access";
import { drawnFrom } from "../../plush-address";

/** The drawn plush of an item. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }) {
  const visit = await findVisit();
  const slug = slugIn((await params).slug);
  const item = await visit?.scope.read((tx) => findItemBySlug(tx, slug));
  if (!visit || !item) return (await movedDrawing(request, visit, slug)) ?? notFound();
  const svg = drawPlush({
    name: item.name,
    animal: item.animal,
    colour: item.colour,
    variant: item.variant || undefined,
    seed: item.id,
  });
  const asked = new URL(request.url).searchParams;
  const seen = item.visibility === "public" && item.trashedAt === null;
  const open = seen && visit.scope.tenant.confirmed;
  const shared = open ? "public, max-age=300" : "private, no-store";
  // Only at the address that names what it shows: at an older one, the drawing of now is not for ever.
  const lasting = open && asked.get("v") === drawnFrom(item);
  return new Response(svg, {
    headers: {
      "content-type": "image/svg+xml",
      "cache-control": lasting ? "public, max-age=31536000, immutable" : shared,
    },
  });
}

/** Leads from an item's former address to the drawing where it is now. */
async function movedDrawing(
  request: Request,
  visit: Visit | null,
  slug: string,
): Promise<Response | null> {
  const moved = await visit?.scope.read((tx) => findMovedItem(tx, slug));
  if (!moved) return null;
  const location = `/plush/${encodeURIComponent(moved)}${new URL(request.url).search}`;
  return new Response(null, {
    status: 308,
    headers: { location, "cache-control": "private, no-store" },
  });
}

function notFound(): Response {
  return new Response("Not found", { status: 404 });
}
