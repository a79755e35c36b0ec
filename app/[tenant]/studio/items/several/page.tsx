import type { Metadata } from "next";
import { findLastCurrency } from "@/db/tenant/queries/last-currency";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { memberVisit } from "@/server/access";
import { BeginningWith } from "../../currency";
import { Several } from "./several";

export const metadata: Metadata = { title: "Several items" };

/** A grid to type or paste several new items into. */
export default async function SeveralItems() {
  const { scope } = await memberVisit("editor");
  const [own, places, currency] = await scope.read((tx) =>
    Promise.all([listFields(tx), listPlaces(tx), findLastCurrency(tx)]),
  );
  return (
    <BeginningWith currency={currency}>
      <Several own={own} places={places} />
    </BeginningWith>
  );
}
