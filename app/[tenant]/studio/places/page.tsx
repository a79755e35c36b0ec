import type { Metadata } from "next";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { placeTree } from "@/db/tenant/place-tree";
import { countLentToNobody, countLoansOut } from "@/db/tenant/queries/loans";
import { countPlaced } from "@/db/tenant/queries/placed";
import { listPlaces } from "@/db/tenant/queries/places";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { today } from "../zone";
import { PlaceForm } from "./place-form";
import { copiesInWords, PlaceList } from "./place-list";
import "./places.css";

export const metadata: Metadata = { title: "Places" };

/** Where copies are kept. Only members see it. */
export default async function Places() {
  const { scope, member } = await memberVisit();
  const day = await today();
  const [places, counts, lent, unknown] = await scope.read((tx) =>
    Promise.all([listPlaces(tx), countPlaced(tx), countLoansOut(tx, day), countLentToNobody(tx)]),
  );
  const loose = counts.get(null) ?? 0;
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Places</h1>
          <p className="st-sub">Where copies are kept. Only members see it.</p>
        </div>
        {places.length > 0 && (
          <Link className={classOf("plain")} href="/studio/labels?places=all">
            Labels for places
          </Link>
        )}
      </div>
      <section className="st-block" aria-label="All places">
        {places.length === 0 && (
          <p>
            There are no places yet. Begin with a room, then put a shelf into it, and a box on that.
          </p>
        )}
        <PlaceList nodes={placeTree(places)} counts={counts} />
        {lent.all + unknown > 0 && (
          <p className="place-line">
            <Link className="st-link" href="/studio/places/lent">
              Lent
            </Link>
            <span className="st-sub st-num">
              {copiesInWords(lent.all + unknown)}
              {lent.overdue > 0 && `, ${lent.overdue.toLocaleString("en")} overdue`}
            </span>
          </p>
        )}
        {loose > 0 && (
          <p className="place-line">
            <Link className="st-link" href="/studio/places/none">
              Without a place
            </Link>
            <span className="st-sub st-num">{copiesInWords(loose)}</span>
          </p>
        )}
      </section>
      {mayActAs(member.role, "editor") && <PlaceForm places={places} />}
    </div>
  );
}
