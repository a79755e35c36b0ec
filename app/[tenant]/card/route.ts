import { addressOf } from "@/base/env";
import { listShelf } from "@/db/tenant/queries/shelf";
import { countShelf } from "@/db/tenant/queries/shelf-counts";
import { EVERYTHING } from "@/db/tenant/queries/shelf-query";
import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { cardOfMany, MOST_SHOWN } from "@/server/cards/card";
import { parseSkin } from "@/themes/skin";
import { cardAnswer, shownOf } from "./shown";

/** The picture that a link to the site is shown with: its name, and the first things on its shelf. */
export async function GET() {
  const scope = await openPublicScope();
  if (!scope) return new Response("Not found", { status: 404 });
  const [site, rows, count] = await scope.read((tx) =>
    Promise.all([getSite(tx), listShelf(tx, EVERYTHING), countShelf(tx, EVERYTHING)]),
  );
  const skin = parseSkin(site.skin);
  const shown = rows.slice(0, MOST_SHOWN).map((row) => shownOf(scope.tenant, row, row.photo));
  const jpeg = await cardOfMany(skin, {
    title: site.name,
    address: new URL(addressOf(scope.tenant.slug)).host,
    lines: [skin.tagline, `${count} ${count === 1 ? skin.words.one : skin.words.many}`],
    shown: await Promise.all(shown),
  });
  return cardAnswer(jpeg, true);
}
