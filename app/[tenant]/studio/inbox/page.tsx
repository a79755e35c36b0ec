import type { Metadata } from "next";
import { listLoosePhotos } from "@/db/tenant/queries/loose-photos";
import { memberVisit } from "@/server/access";
import { Inbox } from "./inbox";

export const metadata: Metadata = { title: "Photo inbox" };

/** Photos that belong to no item yet. */
export default async function PhotoInbox() {
  const { scope } = await memberVisit("editor");
  return <Inbox photos={await scope.read(listLoosePhotos)} />;
}
