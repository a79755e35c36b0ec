import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Link } from "@/components/ui/link";
import { idsBelow, MOST_PLACED, placesByWay, placeTree } from "@/db/tenant/place-tree";
import { countPlaced, listPlaced } from "@/db/tenant/queries/placed";
import { listPlaces } from "@/db/tenant/queries/places";
import { memberVisit } from "@/server/access";
import { TakeStock } from "./take-stock";
import "../../places.css";

interface Props {
  readonly params: Promise<{ id: string }>;
}

export const metadata: Metadata = { title: "Take stock" };

/** Whether what should lie in a place lies there, by the labels that somebody scans. */
export default async function Stock({ params }: Props) {
  const { id } = await params;
  const { scope } = await memberVisit("editor");
  const [places, counts] = await scope.read((tx) => Promise.all([listPlaces(tx), countPlaced(tx)]));
  const node = placesByWay(placeTree(places)).find((one) => one.node.id === id)?.node;
  if (!node) notFound();
  const ids = idsBelow(node);
  const total = ids.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <p className="st-sub">
            <Link className="st-link" href={`/studio/places/${id}`}>
              {node.name}
            </Link>
          </p>
          <h1>Take stock</h1>
        </div>
      </div>
      {total > MOST_PLACED ? (
        <p className="st-block">
          {total.toLocaleString("en")} copies lie here, and up to {MOST_PLACED} are checked at once.
          Take stock of the places in it, one after the other.
        </p>
      ) : (
        <TakeStock
          key={id}
          place={{ id, name: node.name }}
          places={places}
          expected={await scope.read((tx) => listPlaced(tx, ids))}
        />
      )}
    </div>
  );
}
