import "@/components/site/set.css";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SETS_PAGE, SetsContents } from "@/components/site/set-page";
import { listPieces } from "@/db/tenant/queries/pieces";
import { listSets } from "@/db/tenant/queries/sets";
import { listShown } from "@/db/tenant/queries/shelf";
import { visit } from "@/server/access";
import { SETS_PATH } from "../../set-address";
import { Printed } from "../printed";
import { setShown } from "../set-view";
import { sharedAs } from "../shared-as";
import { currentSite } from "../site";

export async function generateMetadata(): Promise<Metadata> {
  const { name } = await currentSite();
  const told = {
    title: "Sets",
    description: `The sets that ${name} collects, and how far each is.`,
  };
  return {
    ...told,
    ...(await sharedAs(told)),
    alternates: { canonical: SETS_PATH },
  };
}

/** How many pieces of each set have their picture here. */
const IN_A_ROW = 12;

/** All sets of the site. */
export default async function Sets() {
  const { scope } = await visit();
  const sets = await scope.read(listSets);
  if (sets.length === 0) notFound();
  const pieces = await scope.read((tx) => Promise.all(sets.map((set) => listPieces(tx, set))));
  const ids = pieces.flatMap((of) => of.slice(0, IN_A_ROW).flatMap(({ itemId }) => itemId ?? []));
  const rows = await scope.read((tx) => listShown(tx, [...new Set(ids)]));
  const items = new Map(rows.map((row) => [row.id, row]));
  return (
    <Printed className={SETS_PAGE}>
      <SetsContents sets={sets.map((set, at) => setShown(set, pieces[at] ?? [], items))} />
    </Printed>
  );
}
