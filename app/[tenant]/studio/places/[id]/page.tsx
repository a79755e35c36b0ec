import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { idsBelow, MOST_PLACED, type PlaceNode, pathTo, placeTree } from "@/db/tenant/place-tree";
import { countPlaced, listPlaced } from "@/db/tenant/queries/placed";
import { listPlaces } from "@/db/tenant/queries/places";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { PlaceForm } from "../place-form";
import { PlaceList } from "../place-list";
import { PlacedCopies } from "../placed-copies";
import { RemovePlace } from "../remove-place";
import "../places.css";

interface Props {
  readonly params: Promise<{ id: string }>;
}

export const metadata: Metadata = { title: "Place" };

/** A place: the places in it, and every copy that lies in it or below. `none` is what lies nowhere. */
export default async function PlacePage({ params }: Props) {
  const { id } = await params;
  const { scope, member } = await memberVisit();
  const [places, counts] = await scope.read((tx) => Promise.all([listPlaces(tx), countPlaced(tx)]));
  const node = nodeOf(placeTree(places), id);
  if (!node && id !== "none") notFound();
  const ids = node ? idsBelow(node) : null;
  const copies = await scope.read((tx) => listPlaced(tx, ids));
  const total = (ids ?? [null]).reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  const way = pathTo(places, node?.parentId ?? null);
  const mayEdit = mayActAs(member.role, "editor");
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <nav className="place-path st-sub" aria-label="Where it is">
            <Link className="st-link" href="/studio/places">
              Places
            </Link>
            {way.map((place) => (
              <span key={place.id}>
                ›{" "}
                <Link className="st-link" href={`/studio/places/${place.id}`}>
                  {place.name}
                </Link>
              </span>
            ))}
          </nav>
          <h1>{node?.name ?? "Without a place"}</h1>
        </div>
        {node && (
          <div className="ui-row">
            <Link className={classOf("plain")} href={`/studio/labels?places=${node.id}`}>
              Label for it
            </Link>
            {copies.length > 0 && (
              <Link className={classOf("plain")} href={`/studio/labels?place=${node.id}`}>
                Labels for what is in it
              </Link>
            )}
            {mayEdit && (
              <Link className={classOf("plain")} href={`/studio/places/${node.id}/stock`}>
                {copies.length > 0 ? "Take stock" : "Scan into it"}
              </Link>
            )}
            {mayEdit && <RemovePlace id={node.id} name={node.name} parent={way.at(-1) ?? null} />}
          </div>
        )}
      </div>
      {node && node.below.length > 0 && (
        <section className="st-block" aria-labelledby="below">
          <h2 id="below">In it</h2>
          <PlaceList nodes={node.below} counts={counts} />
        </section>
      )}
      {total > MOST_PLACED && (
        <p className="st-sub">
          The first {MOST_PLACED} of {total.toLocaleString("en")} copies.
        </p>
      )}
      {copies.length > 0 ? (
        <PlacedCopies key={id} copies={copies} places={places} mayMove={mayEdit} />
      ) : (
        <p className="st-block">No copy lies here.</p>
      )}
      {node && mayEdit && (
        <>
          <PlaceForm key={`change ${id}`} places={places} place={node} />
          <PlaceForm key={`add ${id}`} places={places} within={node.id} />
        </>
      )}
    </div>
  );
}

function nodeOf(nodes: readonly PlaceNode[], id: string): PlaceNode | undefined {
  return (
    nodes.find((node) => node.id === id) ??
    nodes.map(({ below }) => nodeOf(below, id)).find(Boolean)
  );
}
