import type { WriteTx } from "@/db/scope";
import {
  addIntakePhotos,
  countIntakePhotos,
  type IntakePhoto,
} from "@/db/tenant/queries/intake/photos";
import type { IntakeRow } from "@/db/tenant/queries/intake/rows";
import type { RowChanges } from "@/server/sheet/changes";
import type { PhotoBook } from "./photo-book";

/** How many photos one sheet may have fetched, so that none keeps a worker for days. */
const MOST_FETCHED = 20_000;
const TOO_MANY = `One import fetches up to ${MOST_FETCHED.toLocaleString("en")} photos. Bring the rest in another sheet.`;

/**
 * Writes down which photos are to be fetched for rows that are written in this transaction, and which can't be.
 * @param said what each row says, by its id
 */
export async function notePhotos(
  tx: WriteTx,
  intakeId: string,
  rows: readonly IntakeRow[],
  said: ReadonlyMap<string, RowChanges>,
  book: PhotoBook,
): Promise<void> {
  const naming = rows.filter(({ id }) => (said.get(id)?.photos.length ?? 0) > 0);
  if (naming.length === 0) return;
  await book.learnIn(tx, [...new Set(naming.flatMap(({ itemId }) => itemId ?? []))]);
  await book.learnSourcesIn(
    tx,
    naming.flatMap(({ id }) => said.get(id)?.photos ?? []),
  );
  const counts = await countIntakePhotos(tx, intakeId);
  let left = MOST_FETCHED - counts.waiting - counts.added - counts.there;
  const above = new Map<string, string[]>();
  const noted = naming.flatMap(
    ({ id, line, name, itemId }): Omit<IntakePhoto, "id" | "tries">[] => {
      const sources = said.get(id)?.photos ?? [];
      const earlier = above.get(itemId ?? "") ?? [];
      above.set(itemId ?? "", [...earlier, ...sources]);
      const { fresh, missing } = book.judge(itemId ?? "", sources, earlier);
      const at = { line, itemId: itemId ?? "", itemName: name };
      return [
        ...fresh.map(({ source, origin }) =>
          left-- > 0
            ? { ...at, source, origin, state: "waiting" as const, reason: "" }
            : { ...at, source, origin, state: "refused" as const, reason: TOO_MANY },
        ),
        ...missing.map(({ source, origin, reason }) => ({
          ...at,
          ...{ source, origin, reason, state: "refused" as const },
        })),
      ].map((one, place) => ({ ...one, place }));
    },
  );
  await addIntakePhotos(tx, intakeId, noted);
}
