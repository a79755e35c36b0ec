import { addressOf } from "@/base/env";
import { yearOf } from "@/base/values/dates";
import { findItemBySlug } from "@/db/tenant/queries/items";
import { listPhotos } from "@/db/tenant/queries/photos";
import { getSite } from "@/db/tenant/queries/site";
import { slugIn } from "@/db/tenant/queries/slug";
import { openPublicScope } from "@/server/access";
import { cardOfOne } from "@/server/cards/card";
import { parseSkin } from "@/themes/skin";
import { cardAnswer, shownOf } from "../../shown";

/** The picture that a link to an item is shown with, as any visitor sees the item. */
export async function GET(_: Request, { params }: { params: Promise<{ slug: string }> }) {
  const scope = await openPublicScope();
  const slug = slugIn((await params).slug);
  const [site, item, photos] = (await scope?.read((tx) =>
    Promise.all([getSite(tx), findItemBySlug(tx, slug), listPhotos(tx, slug)]),
  )) ?? [null, null, []];
  if (!scope || !site || !item) return new Response("Not found", { status: 404 });
  const photo = photos.find(({ ofCertificate }) => !ofCertificate);
  const jpeg = await cardOfOne(parseSkin(site.skin), {
    site: site.name,
    address: new URL(addressOf(scope.tenant.slug)).host,
    title: item.name,
    lines: [item.variant, [item.animal, yearOf(item.introduced)].filter(Boolean).join(" · ")],
    shown: await shownOf(scope.tenant, item, photo),
  });
  return cardAnswer(jpeg, item.visibility === "public");
}
