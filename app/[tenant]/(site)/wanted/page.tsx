import type { Metadata } from "next";
import type { ReadTx } from "@/db/scope";
import { listWanted } from "@/db/tenant/queries/lists";
import { ListOfSite, listMetadata } from "../list-of-site";
import { wantedGroups } from "../list-view";
import type { PageParams } from "../shelf-url";

interface Props {
  readonly searchParams: Promise<PageParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return listMetadata("wants", await searchParams);
}

/** What the site looks for. */
export default async function Wanted({ searchParams }: Props) {
  const read = async (tx: ReadTx, ids: readonly string[]) =>
    wantedGroups(await listWanted(tx, ids));
  return <ListOfSite list="wants" params={await searchParams} read={read} />;
}
