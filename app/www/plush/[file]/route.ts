import { drawPlush } from "@/components/plush/draw";
import { findSample } from "@/components/www/samples";

/** `GET /plush/NAME.svg`: the drawing of a sample animal. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await params;
  const sample = file.endsWith(".svg") ? findSample(file.slice(0, -4)) : null;
  if (!sample) return new Response("There is nothing here.\n", { status: 404 });
  const { name, animal, colour, slug } = sample;
  return new Response(drawPlush({ name, animal, colour, seed: slug }), {
    headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" },
  });
}
