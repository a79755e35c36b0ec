import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { parseSkin } from "@/themes/skin";

/** The site's icon: a tag in its own accent, readable at 16 pixels. */
export async function GET() {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const { colours } = parseSkin((await scope.read(getSite)).skin);
  const { accent, onAccent } = colours.light;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M16 2 28 10v18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V10Z" fill="${accent}"/><circle cx="16" cy="11" r="3" fill="${onAccent}"/></svg>`;
  return new Response(svg, {
    headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=3600" },
  });
}
