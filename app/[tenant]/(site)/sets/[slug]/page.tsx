import "@/components/site/set.css";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { addressOf } from "@/base/env";
import { SET_PAGE, SetContents } from "@/components/site/set-page";
import { listPieces } from "@/db/tenant/queries/pieces";
import { findSet } from "@/db/tenant/queries/sets";
import { listShown } from "@/db/tenant/queries/shelf";
import { slugIn } from "@/db/tenant/queries/slug";
import { visit } from "@/server/access";
import { setPath } from "../../../set-address";
import { Printed } from "../../printed";
import { setShown } from "../../set-view";
import { sharedAs } from "../../shared-as";

interface Props {
  readonly params: Promise<{ slug: string }>;
}

/** The set with its pieces and the items that stand for them. */
const readSet = cache(async (segment: string) => {
  const { scope } = await visit();
  const set = await scope.read((tx) => findSet(tx, slugIn(segment)));
  if (!set) notFound();
  const pieces = await scope.read((tx) => listPieces(tx, set));
  const ids = [...new Set(pieces.flatMap(({ itemId }) => itemId ?? []))];
  const rows = await scope.read((tx) => listShown(tx, ids));
  return { set, shown: setShown(set, pieces, new Map(rows.map((row) => [row.id, row]))) };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { set, shown } = await readSet((await params).slug);
  const told = {
    title: set.name,
    description: set.note || `${shown.there} of ${shown.all}.`,
  };
  return {
    ...told,
    ...(await sharedAs(told)),
    alternates: { canonical: setPath(set.slug) },
    robots: set.visibility === "public" ? undefined : { index: false },
  };
}

/** A set: what is there, and what is missing. */
export default async function SetOfSite({ params }: Props) {
  const { scope } = await visit();
  const { set, shown } = await readSet((await params).slug);
  return (
    <Printed className={SET_PAGE}>
      <SetContents set={shown} address={addressOf(scope.tenant.slug, setPath(set.slug))} />
    </Printed>
  );
}
