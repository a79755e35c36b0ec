import { getSite } from "@/db/tenant/queries/site";
import { openPublicScope } from "@/server/access";
import { tagIcon } from "@/server/cards/icon";
import { filesOf } from "@/server/photos/photo-files";
import { type Palette, parseSkin } from "@/themes/skin";

/** What a site's icons are made of: its logo, else the tag in its own accent; null where there is no site. */
export async function siteIcon(): Promise<{
  readonly picture: Buffer;
  readonly colours: Palette;
} | null> {
  const scope = await openPublicScope();
  if (!scope) return null;
  const { colours, logo } = parseSkin((await scope.read(getSite)).skin);
  const file = logo && (await filesOf(scope.tenant).get(`${logo.key}/shelf.webp`));
  const picture = file ? await file.bytes() : Buffer.from(tagIcon(colours.light));
  return { picture, colours: colours.light };
}
