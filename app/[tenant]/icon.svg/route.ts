import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { tagIcon } from "@/server/cards/icon";
import { parseSkin } from "@/themes/skin";

/** The site's icon. */
export async function GET() {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const { colours } = parseSkin((await scope.read(getSite)).skin);
  const svg = tagIcon(colours.light);
  return new Response(svg, {
    headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=3600" },
  });
}
