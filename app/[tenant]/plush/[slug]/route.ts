import sharp from "sharp";
import { drawPlush } from "@/components/plush/draw";
import { findItemBySlug } from "@/db/tenant/queries/items";
import { findVisit } from "@/server/access";

/** The drawn plush of an item; with `?card` as a PNG for link previews, which take no SVG. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }) {
  const visit = await findVisit();
  const { slug } = await params;
  const item = await visit?.scope.read((tx) => findItemBySlug(tx, slug));
  if (!item) return new Response("Not found", { status: 404 });
  const svg = drawPlush({
    name: item.name,
    animal: item.animal,
    colour: item.colour,
    variant: item.variant || undefined,
    seed: item.id,
  });
  const shared = item.visibility === "public" ? "public, max-age=300" : "private, no-store";
  if (!new URL(request.url).searchParams.has("card"))
    return new Response(svg, {
      headers: { "content-type": "image/svg+xml", "cache-control": shared },
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
