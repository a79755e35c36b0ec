import type { Metadata } from "next";
import { listAnimals } from "@/db/tenant/queries/items";
import { findLastCurrency } from "@/db/tenant/queries/last-currency";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { listTemplates } from "@/db/tenant/queries/templates";
import { memberVisit } from "@/server/access";
import { BeginningWith } from "../../currency";
import { NewItem } from "../new-item";

export const metadata: Metadata = { title: "New item" };

/** The form for one more item. */
export default async function New() {
  const { scope } = await memberVisit("editor");
  const [animals, own, templates, places, currency] = await scope.read((tx) =>
    Promise.all([
      listAnimals(tx),
      listFields(tx),
      listTemplates(tx),
      listPlaces(tx),
      findLastCurrency(tx),
    ]),
  );
  return (
    <BeginningWith currency={currency}>
      <NewItem animals={animals} own={own} templates={templates} places={places} />
    </BeginningWith>
  );
}
