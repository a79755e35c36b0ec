import sharp from "sharp";
import { drawPlush } from "@/components/plush/draw";
import { findItemBySlug } from "@/db/tenant/queries/items";
import { findVisit } from "@/server/access";
import { drawnFrom } from "../../plush-address";

/** The drawn plush of an item; with `?card` as a PNG for link previews, which take no SVG. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }) {
  const visit = await findVisit();
  const { slug } = await params;
  const item = await visit?.scope.read((tx) => findItemBySlug(tx, slug));
  if (!visit || !item) return new Response("Not found", { status: 404 });
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
  if (!asked.has("card"))
    return new Response(svg, {
      headers: {
        "content-type": "image/svg+xml",
        "cache-control": lasting ? "public, max-age=31536000, immutable" : shared,
      },
    });
  const png = await sharp(Buffer.from(svg))
    .resize(600, 600)
    .flatten({ background: "#ffffff" })
    .png()
    .toBuffer();
  return new Response(new Uint8Array(png), {
    headers: { "content-type": "image/png", "cache-control": shared },
  });
}
