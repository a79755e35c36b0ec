import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { listFormerAddresses } from "@/db/tenant/queries/addresses";
import { openItem } from "@/db/tenant/queries/drafts";
import { listAnimals } from "@/db/tenant/queries/items";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { listTemplates } from "@/db/tenant/queries/templates";
import { memberVisit } from "@/server/access";
import { EditItem } from "../edit-item";
import { ItemHistory } from "../item-history";
import { valuesOf } from "../item-values";

interface Props {
  readonly params: Promise<{ id: string }>;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const readItem = cache(async (id: string) => {
  const { scope } = await memberVisit("editor");
  if (!UUID.test(id)) notFound();
  const [item, animals, former, own, templates, places] = await scope.read((tx) =>
    Promise.all([
      openItem(tx, id),
      listAnimals(tx),
      listFormerAddresses(tx, id),
      listFields(tx),
      listTemplates(tx),
      listPlaces(tx),
    ]),
  );
  if (!item || item.trashedAt) notFound();
  return { item, animals, former, own, templates, places, scope };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { item } = await readItem((await params).id);
  return { title: item.draft.name };
}

/** An item in its editor, with its photos and what was changed about it. */
export default async function Edit({ params }: Props) {
  const { item, animals, former, own, templates, places, scope } = await readItem(
    (await params).id,
  );
  return (
    <>
      <EditItem
        key={item.id}
        id={item.id}
        slug={item.slug}
        former={former}
        version={item.version}
        values={valuesOf(item.draft, own)}
        photos={item.photos}
        animals={animals}
        own={own}
        templates={templates}
        places={places}
      />
      <ItemHistory scope={scope} id={item.id} />
    </>
  );
}
