import { cache } from "react";
import { getSite, type Reaches } from "@/db/tenant/queries/site";
import { visit } from "@/server/access";
import { parseSkin, type Skin } from "@/themes/skin";

/** What every public page of a site needs: the visit, and the skin that the site wears. */
export interface Site {
  readonly name: string;
  readonly version: number;
  readonly skin: Skin;
  readonly leadsToTags: boolean;
  readonly reaches: Reaches;
  readonly hasSets: boolean;
  readonly takesMessages: boolean;
}

/** The site of this request, read once. */
export const currentSite = cache(async (): Promise<Site> => {
  const { scope } = await visit();
  const { skin, ...site } = await scope.read(getSite);
  return { ...site, skin: parseSkin(skin) };
});
