import { Refusal } from "@/base/refusal";
import type { WriteTx } from "@/db/scope";
import { EMPTY_ITEM, EMPTY_WANT } from "../item";
import { addItem, holdItems } from "./items";
import { listPieces, type Piece } from "./pieces";
import { holdSet } from "./sets";
import { changeWant, listWantsOf } from "./wants";

/** Which piece of a set: by the entry it is drawn from and its swing tag, or by the item that stands for it. */
interface AskedPiece {
  readonly entry: string;
  readonly swingTag: string;
  readonly item: string | null;
}

/**
 * Makes a missing piece one that is wanted: its item where there is one, else a new one with what the catalogue says. Who asks
 * again, or at the same time, changes nothing more.
 * @throws Refusal (404) where the set has no such piece, (409) where its item is wanted otherwise already
 */
export async function wantPiece(tx: WriteTx, setId: string, asked: AskedPiece): Promise<void> {
  const set = await holdSet(tx, setId);
  const piece = (await listPieces(tx, set)).find((one) => isAsked(one, asked));
  if (!piece) throw new Refusal("The set has no such piece any more.", { status: 404 });
  if (piece.state !== "missing") return;
  const want = { ...EMPTY_WANT, swingTag: piece.swingTag };
  if (!piece.itemId) {
    const { entry, said } = piece;
    const kept = entry && { key: entry.key, release: entry.release, facts: entry.facts, mine: [] };
    await addItem(tx, { ...EMPTY_ITEM, ...said, ...entry?.facts, want, entry: kept });
    return;
  }
  await holdItems(tx, [piece.itemId]);
  if ((await listWantsOf(tx, [piece.itemId])).has(piece.itemId))
    throw new Refusal("It is wanted already, with another swing tag. Change that on its page.", {
      status: 409,
    });
  await changeWant(tx, piece.itemId, want);
}

function isAsked({ entry, swingTag, itemId }: Piece, asked: AskedPiece): boolean {
  return asked.entry
    ? entry?.key === asked.entry && swingTag === asked.swingTag
    : itemId === asked.item;
}
