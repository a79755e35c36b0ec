import type { Metadata } from "next";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listPlaces } from "@/db/tenant/queries/places";
import { memberVisit } from "@/server/access";
import { Several } from "./several";

export const metadata: Metadata = { title: "Several items" };

/** A grid to type or paste several new items into. */
export default async function SeveralItems() {
  const { scope } = await memberVisit("editor");
  const [own, places] = await scope.read((tx) => Promise.all([listFields(tx), listPlaces(tx)]));
  return <Several own={own} places={places} />;
}
