import type { Metadata } from "next";
import { Link } from "@/components/ui/link";
import { directoryAbout } from "@/db/platform/directory";
import { listCorrections, type SentCorrection } from "@/db/platform/queries/corrections";
import { FACT_KEYS } from "@/db/tenant/entry";
import { fieldOf } from "@/db/tenant/fields";
import { listEntries } from "@/db/tenant/queries/entries";
import { mayActAs } from "@/db/tenant/roles";
import { memberVisit } from "@/server/access";
import { entryInWords } from "../items/entries/entry-words";
import { CorrectionForm } from "./correction-form";
import "../places/places.css";
import "./corrections.css";

export const metadata: Metadata = { title: "Corrections" };

interface Props {
  readonly searchParams: Promise<{ entry?: string | string[] }>;
}

/** What the owner sends to the platform about the catalogue, on purpose, and what became of it. */
export default async function Corrections({ searchParams }: Props) {
  const { scope, member } = await memberVisit("editor");
  const asked = (await searchParams).entry;
  const key = typeof asked === "string" ? asked : "";
  const mayOwn = mayActAs(member.role, "owner");
  const { id } = scope.tenant;
  const [[entry], sent] = await Promise.all([
    scope.read((tx) => listEntries(tx, key ? [key] : [])),
    mayOwn ? directoryAbout(id).read((tx) => listCorrections(tx, { tenantId: id })) : [],
  ]);
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Corrections of the catalogue</h1>
          <p className="st-sub">
            What the catalogue says is the same for every site. What you send here, the people who
            run Swingtag read, with the name of this site; nothing else of it goes with it.
          </p>
        </div>
      </div>
      {!mayOwn && <p className="st-block">Owners send corrections. Ask one of this site.</p>}
      {mayOwn && entry && (
        <CorrectionForm
          entry={entry.key}
          name={`${entry.facts.name}, ${entryInWords(entry)}`}
          facts={FACT_KEYS.map((fact) => ({
            value: fact,
            label: `${fieldOf("item", fact).label}: ${entry.facts[fact] ?? "not said"}`,
          }))}
        />
      )}
      {mayOwn && !entry && (
        <p className="st-block">
          Open an{" "}
          <Link className="st-link" href="/studio/items">
            item
          </Link>{" "}
          that is of the catalogue, and choose “Correct the catalogue” there.
        </p>
      )}
      {sent.length > 0 && (
        <section className="st-block" aria-labelledby="sent">
          <h2 id="sent">Sent</h2>
          <ul className="placed-rows">
            {sent.map((one) => (
              <li key={one.id}>
                <p>
                  <bdi>{one.about}</bdi> <span className="st-sub">is</span> <bdi>{one.right}</bdi>
                </p>
                <p className="st-sub">
                  <bdi>{stateOf(one)}</bdi>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function stateOf({ decision }: SentCorrection): string {
  if (!decision) return "Waits to be looked at";
  return `${decision.taken ? "Taken over into the next release" : "Not taken over"}: ${decision.reason}`;
}
