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
}

/** The site of this request, read once. */
export const currentSite = cache(async (): Promise<Site> => {
  const { scope } = await visit();
  const { name, version, skin, leadsToTags, reaches, hasSets } = await scope.read(getSite);
  return { name, version, skin: parseSkin(skin), leadsToTags, reaches, hasSets };
});
