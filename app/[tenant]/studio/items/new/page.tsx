import type { Metadata } from "next";
import { listAnimals } from "@/db/tenant/queries/items";
import { memberVisit } from "@/server/access";
import { NewItem } from "../new-item";

export const metadata: Metadata = { title: "New item" };

/** The form for one more item. */
export default async function New() {
  const { scope } = await memberVisit("editor");
  return <NewItem animals={await scope.read(listAnimals)} />;
}
