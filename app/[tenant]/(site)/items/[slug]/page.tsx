import "@/components/site/write.css";
import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { cache } from "react";
import { addressOf } from "@/base/env";
import { ItemPage } from "@/components/site/item-page";
import { findMovedItem } from "@/db/tenant/queries/addresses";
import { findItemBySlug, listCopies, listTags } from "@/db/tenant/queries/items";
import { countBefore, listNeighbours } from "@/db/tenant/queries/neighbours";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listOwnValuesAt } from "@/db/tenant/queries/own-values";
import { listPhotos } from "@/db/tenant/queries/photos";
import { slugIn } from "@/db/tenant/queries/slug";
import { findWantBySlug } from "@/db/tenant/queries/wants";
import { visit } from "@/server/access";
import { itemPath } from "../../../item-address";
import { writePath } from "../../../write-address";
import { itemDetail } from "../../item-view";
import { sharedAs } from "../../shared-as";
import { currentSite } from "../../site";

interface Props {
  readonly params: Promise<{ slug: string }>;
}

/** The item with all its parts, in one read for metadata and page. */
const readItem = cache(async (segment: string) => {
  const slug = slugIn(segment);
  const { scope } = await visit();
  const [item, copies, want, photos, tags, neighbours, before, fields, own] = await scope.read(
    (tx) =>
      Promise.all([
        findItemBySlug(tx, slug),
        listCopies(tx, slug),
        findWantBySlug(tx, slug),
        listPhotos(tx, slug),
        listTags(tx, slug),
        listNeighbours(tx, slug),
        countBefore(tx, slug),
        listFields(tx),
        listOwnValuesAt(tx, slug),
      ]),
  );
  if (!item || item.trashedAt) {
    const moved = item ? null : await scope.read((tx) => findMovedItem(tx, slug));
    if (moved) permanentRedirect(itemPath(moved));
    notFound();
  }
  return {
    item,
    detail: itemDetail({
      item,
      copies,
      want,
      photos,
      tags,
      fields,
      own,
      neighbours,
      number: before + 1,
    }),
  };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { item, detail } = await readItem((await params).slug);
  const title = item.variant ? `${item.name}, ${item.variant}` : item.name;
  const description = item.story.slice(0, 160) || detail.facts.map((fact) => fact.value).join(", ");
  return {
    title,
    description,
    alternates: { canonical: itemPath(item.slug) },
    robots: item.visibility === "public" ? undefined : { index: false },
    ...(await sharedAs({ title, description, item })),
  };
}

/** An item's page. */
export default async function Item({ params }: Props) {
  const [{ scope }, { skin, name, takesMessages }, { item, detail }] = await Promise.all([
    visit(),
    currentSite(),
    readItem((await params).slug),
  ]);
  return (
    <ItemPage
      skin={skin}
      item={detail}
      address={addressOf(scope.tenant.slug, itemPath(item.slug))}
      writeHref={takesMessages ? writePath(item.slug) : null}
      site={name}
    />
  );
}
