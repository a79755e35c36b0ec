import type { SetPiece, SetShown } from "@/components/site/set-page";
import { VISIBILITY_WORDS } from "@/db/tenant/choices";
import type { Piece } from "@/db/tenant/queries/pieces";
import type { KeptSet } from "@/db/tenant/queries/sets";
import type { ShelfRow } from "@/db/tenant/queries/shelf";
import { COUNTED_WORDS } from "@/db/tenant/set";
import { itemPath } from "../item-address";
import { ghostAddress, setPath } from "../set-address";
import { photographOf, plushOf } from "./pictured";

/** A set as the components show it. @param items those that its pieces name, as far as they are needed */
export function setShown(
  set: KeptSet,
  pieces: readonly Piece[],
  items: ReadonlyMap<string, ShelfRow>,
): SetShown {
  return {
    name: set.name,
    href: setPath(set.slug),
    note: set.note,
    counted: COUNTED_WORDS[set.counted],
    there: pieces.filter(({ state }) => state === "there").length,
    all: pieces.length,
    pieces: pieces.map((piece) => pieceShown(piece, items.get(piece.itemId ?? ""))),
    marks: set.visibility === "public" ? [] : [VISIBILITY_WORDS[set.visibility]],
  };
}

/** What is there has its item's name and picture; what is missing those of the catalogue. */
function pieceShown(piece: Piece, item: ShelfRow | undefined): SetPiece {
  const { at, said, entry, swingTag, state } = piece;
  const known = state === "there" && item ? item : said;
  const variant = swingTag ? `Swing tag ${swingTag}` : known.variant;
  const ghost = {
    src: ghostAddress(said, entry?.key ?? said.name),
    width: 400,
    height: 400,
    alt: "",
  };
  return {
    at,
    name: known.name,
    variant: variant || null,
    styleNumber: known.styleNumber || null,
    state,
    href: item && state !== "missing" ? itemPath(item.slug) : null,
    picture:
      state !== "there" || !item
        ? ghost
        : item.photo
          ? photographOf(item, item.photo, "shelf")
          : plushOf(item),
  };
}
