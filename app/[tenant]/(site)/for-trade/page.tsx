import type { Metadata } from "next";
import type { ReadTx } from "@/db/scope";
import { listForTrade } from "@/db/tenant/queries/lists";
import { ListOfSite, listMetadata } from "../list-of-site";
import { tradedGroups } from "../list-view";
import type { PageParams } from "../shelf-url";

interface Props {
  readonly searchParams: Promise<PageParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return listMetadata("trades", await searchParams);
}

/** What the site would give for something else. */
export default async function ForTrade({ searchParams }: Props) {
  const read = async (tx: ReadTx, ids: readonly string[]) =>
    tradedGroups(await listForTrade(tx, ids));
  return <ListOfSite list="trades" params={await searchParams} read={read} />;
}
