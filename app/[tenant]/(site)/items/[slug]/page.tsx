import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addressOf } from "@/base/env";
import { ItemPage } from "@/components/site/item-page";
import { findItemBySlug, listCopies, listTags } from "@/db/tenant/queries/items";
import { countBefore, listNeighbours } from "@/db/tenant/queries/neighbours";
import { listPhotos } from "@/db/tenant/queries/photos";
import { visit } from "@/server/access";
import { itemDetail } from "../../item-view";
import { currentSite } from "../../site";

interface Props {
  readonly params: Promise<{ slug: string }>;
}

/** The item with all its parts, in one read for metadata and page. */
const readItem = cache(async (slug: string) => {
  const { scope } = await visit();
  const [item, copies, photos, tags, neighbours, before] = await scope.read((tx) =>
    Promise.all([
      findItemBySlug(tx, slug),
      listCopies(tx, slug),
      listPhotos(tx, slug),
      listTags(tx, slug),
      listNeighbours(tx, slug),
      countBefore(tx, slug),
    ]),
  );
  if (!item || item.trashedAt) notFound();
  return {
    item,
    detail: itemDetail({ item, copies, photos, tags, neighbours, number: before + 1 }),
  };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { item, detail } = await readItem((await params).slug);
  return {
    title: item.name,
    description: item.story.slice(0, 160) || detail.facts.map((fact) => fact.value).join(", "),
    alternates: { canonical: `/items/${item.slug}` },
    robots: item.visibility === "public" ? undefined : { index: false },
    openGraph: { title: item.name, images: [`/plush/${item.slug}?card`] },
  };
}

/** An item's page. */
export default async function Item({ params }: Props) {
  const [{ scope }, { skin }, { item, detail }] = await Promise.all([
    visit(),
    currentSite(),
    readItem((await params).slug),
  ]);
  return (
    <ItemPage
      skin={skin}
      item={detail}
      address={addressOf(scope.tenant.slug, `/items/${item.slug}`)}
    />
  );
}
