import type { Metadata } from "next";
import type { Visibility } from "@/db/tenant/choices";
import { visit } from "@/server/access";
import { CARD } from "@/server/cards/card";
import { cardAddress } from "../card-address";
import { currentSite } from "./site";

interface Told {
  readonly title: string;
  readonly description: string;
  /** The one that the page is about; without one the card is the site's. */
  readonly item?: { readonly slug: string; readonly visibility: Visibility };
}

/** What a page says of itself where somebody shares its link. A card is there where visitors may see one. */
export async function sharedAs(told: Told): Promise<Pick<Metadata, "openGraph" | "twitter">> {
  const { title, description, item } = told;
  const [{ scope }, { name, version }] = await Promise.all([visit(), currentSite()]);
  const isSeen = scope.tenant.confirmed && item?.visibility !== "private";
  const images = isSeen
    ? [{ url: cardAddress(version, item && { item: item.slug }), ...CARD, alt: title }]
    : [];
  return {
    openGraph: { type: "website", siteName: name, title, description, images },
    twitter: { card: isSeen ? "summary_large_image" : "summary" },
  };
}
