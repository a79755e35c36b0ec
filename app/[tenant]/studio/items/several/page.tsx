import type { Metadata } from "next";
import { memberVisit } from "@/server/access";
import { Several } from "./several";

export const metadata: Metadata = { title: "Several items" };

/** A grid to type or paste several new items into. */
export default async function SeveralItems() {
  await memberVisit("editor");
  return <Several />;
}
