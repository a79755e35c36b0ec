import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { UUID } from "@/base/uuid";
import { pick } from "@/db/tenant/field";
import { listFormerAddresses } from "@/db/tenant/queries/addresses";
import { listWorths } from "@/db/tenant/queries/current-value";
import { openItem } from "@/db/tenant/queries/drafts";
import { listAnimals } from "@/db/tenant/queries/items";
import { findLastCurrency } from "@/db/tenant/queries/last-currency";
import { listLoansOf } from "@/db/tenant/queries/loans";
import { listObservations } from "@/db/tenant/queries/observations";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { listTemplates } from "@/db/tenant/queries/templates";
import { memberVisit } from "@/server/access";
import { valuesOf } from "@/server/items/item-values";
import { BeginningWith } from "../../currency";
import { CopyValues } from "../../values/copy-values";
import { today } from "../../zone";
import { EditItem } from "../edit-item";
import { ItemHistory } from "../item-history";

interface Props {
  readonly params: Promise<{ id: string }>;
}

const VALUED = ["id", "condition", "acquired", "acquiredFrom", "pricePaid", "currency"] as const;

const readItem = cache(async (id: string) => {
  const { scope } = await memberVisit("editor");
  if (!UUID.test(id)) notFound();
  const [item, animals, former, own, templates, places, worths, observations, loans, currency] =
    await scope.read((tx) =>
      Promise.all([
        openItem(tx, id),
        listAnimals(tx),
        listFormerAddresses(tx, id),
        listFields(tx),
        listTemplates(tx),
        listPlaces(tx),
        listWorths(tx, id),
        listObservations(tx, id),
        listLoansOf(tx, id),
        findLastCurrency(tx),
      ]),
    );
  if (!item || item.trashedAt) notFound();
  const ofSite = { animals, own, templates, places, currency, scope };
  return { item, former, worths, observations, loans, ...ofSite };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { item } = await readItem((await params).id);
  return { title: item.draft.name };
}

/** An item in its editor, with its photos and what was changed about it. */
export default async function Edit({ params }: Props) {
  const { item, animals, former, own, templates, places, worths, observations, ...read } =
    await readItem((await params).id);
  return (
    <BeginningWith currency={read.currency}>
      <EditItem
        key={item.id}
        id={item.id}
        slug={item.slug}
        former={former}
        version={item.version}
        values={valuesOf(item.draft, own, read.currency)}
        photos={item.photos}
        animals={animals}
        own={own}
        templates={templates}
        places={places}
        loans={read.loans}
        today={await today()}
      />
      <CopyValues
        itemId={item.id}
        copies={item.draft.copies.map((copy, place) => ({
          ...pick(copy, VALUED),
          name: copy.label || `Copy ${place + 1}`,
        }))}
        worths={worths}
        observations={observations}
      />
      <ItemHistory scope={read.scope} id={item.id} />
    </BeginningWith>
  );
}
