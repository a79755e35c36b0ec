import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Refusal } from "@/base/refusal";
import { classOf } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { listPieces } from "@/db/tenant/queries/pieces";
import { getSet } from "@/db/tenant/queries/sets";
import { listShown } from "@/db/tenant/queries/shelf";
import { mayActAs } from "@/db/tenant/roles";
import { COUNTED_WORDS } from "@/db/tenant/set";
import { memberVisit } from "@/server/access";
import { setShown } from "../../../(site)/set-view";
import { nothingInWords } from "../../../rule-words";
import { setPath } from "../../../set-address";
import { RemoveSet } from "../remove-set";
import { readChoices } from "../set-choices";
import { SetForm } from "../set-form";
import { StudioPiece } from "../studio-piece";
import "../sets.css";

export const metadata: Metadata = { title: "Set" };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A set in the studio: what is there, what is missing and can be wanted, and what belongs to it. */
export default async function SetInStudio({ params }: { params: Promise<{ id: string }> }) {
  const { scope, member } = await memberVisit();
  const { id } = await params;
  if (!UUID.test(id)) notFound();
  const set = await scope
    .read((tx) => getSet(tx, id))
    .catch((error: unknown) => {
      if (error instanceof Refusal) notFound();
      throw error;
    });
  const pieces = await scope.read((tx) => listPieces(tx, set));
  const ids = [...new Set(pieces.flatMap(({ itemId }) => itemId ?? []))];
  const rows = await scope.read((tx) => listShown(tx, ids));
  const shown = setShown(set, pieces, new Map(rows.map((row) => [row.id, row])));
  const edits = mayActAs(member.role, "editor");
  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <p>
            <Link className="st-link" href="/studio/sets">
              Sets
            </Link>
          </p>
          <h1>
            <bdi>{set.name}</bdi>
          </h1>
          <p className="st-sub">
            <span className="st-num">
              {shown.there} of {shown.all}
            </span>
            . {COUNTED_WORDS[set.counted]}
          </p>
        </div>
        <a className={classOf("plain")} href={setPath(set.slug)}>
          Look at its page
        </a>
      </div>
      <section className="st-block" aria-label="Pieces">
        {shown.all === 0 && <p>{nothingInWords(set.rule)}</p>}
        <ol className="piece-grid">
          {pieces.map((piece, at) => (
            <StudioPiece
              key={`${piece.entry?.key ?? piece.itemId ?? piece.said.name} ${piece.swingTag}`}
              set={set.id}
              asked={{
                entry: piece.entry?.key ?? "",
                swingTag: piece.swingTag,
                item: piece.entry ? null : piece.itemId,
              }}
              shown={shown.pieces[at] as (typeof shown.pieces)[number]}
              itemHref={piece.itemId ? `/studio/items/${piece.itemId}` : null}
              edits={edits}
            />
          ))}
        </ol>
      </section>
      {edits && (
        <>
          <SetForm choices={await readChoices(scope, set.rule)} kept={{ ...set, id: set.id }} />
          <RemoveSet id={set.id} name={set.name} />
        </>
      )}
    </div>
  );
}
