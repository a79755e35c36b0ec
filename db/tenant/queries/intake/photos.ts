import { and, asc, count, eq, inArray, lt, ne, or, sql } from "drizzle-orm";
import type { ReadTx, WriteTx } from "@/db/scope";
import { INTAKE_PHOTO_STATES, type IntakePhotoState } from "../../intake";
import { intakePhotos, intakes } from "../../intake-schema";
import type { Photo } from "../../item";
import { photos } from "../../photo-schema";
import { changeSets } from "../../schema";
import { hasCopy } from "../loose-photos";
import { addPhoto, showCopy } from "../photos";

/** A photo that a row of a sheet names. */
export type IntakePhoto = Omit<typeof intakePhotos.$inferSelect, "tenantId" | "intakeId">;

const columns = {
  id: intakePhotos.id,
  line: intakePhotos.line,
  place: intakePhotos.place,
  itemId: intakePhotos.itemId,
  itemName: intakePhotos.itemName,
  source: intakePhotos.source,
  origin: intakePhotos.origin,
  state: intakePhotos.state,
  reason: intakePhotos.reason,
  tries: intakePhotos.tries,
};

/** Where the photos of these items came from that an import brought, and the digests of their bytes. */
export async function listOrigins(
  tx: ReadTx,
  itemIds: readonly string[],
): Promise<{ readonly itemId: string | null; readonly origin: string; readonly digest: string }[]> {
  if (itemIds.length === 0) return [];
  return tx
    .select({ itemId: photos.itemId, origin: photos.origin, digest: photos.digest })
    .from(photos)
    .where(and(inArray(photos.itemId, [...itemIds]), ne(photos.origin, "")));
}

/** Which of these keys are those of photos that the site has, or had in the last days. */
export async function listKeysAmong(tx: ReadTx, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await tx
    .select({ key: photos.key })
    .from(photos)
    .where(inArray(photos.key, [...keys]));
  return rows.map(({ key }) => key);
}

/** Writes down which photos rows name. Written again they are there. */
export async function addIntakePhotos(
  tx: WriteTx,
  intakeId: string,
  named: readonly Omit<IntakePhoto, "id" | "tries">[],
): Promise<void> {
  for (let from = 0; from < named.length; from += AT_ONCE)
    await tx
      .insert(intakePhotos)
      .values(named.slice(from, from + AT_ONCE).map((one) => ({ ...one, intakeId })))
      .onConflictDoNothing();
}

const AT_ONCE = 1000;

/** How many photos of a sheet are how far. */
export async function countIntakePhotos(
  tx: ReadTx,
  intakeId: string,
): Promise<Readonly<Record<IntakePhotoState, number>>> {
  const rows = await tx
    .select({ state: intakePhotos.state, value: count() })
    .from(intakePhotos)
    .where(eq(intakePhotos.intakeId, intakeId))
    .groupBy(intakePhotos.state);
  const found = new Map(rows.map(({ state, value }) => [state, value]));
  return Object.fromEntries(
    INTAKE_PHOTO_STATES.map((state) => [state, found.get(state) ?? 0]),
  ) as Record<IntakePhotoState, number>;
}

/** The sheets of which photos are waited for, with whoever brought them. */
export async function listIntakesAwaited(
  tx: ReadTx,
): Promise<{ readonly id: string; readonly memberId: string | null }[]> {
  return tx
    .selectDistinct({ id: intakes.id, memberId: intakes.memberId })
    .from(intakes)
    .innerJoin(
      intakePhotos,
      and(eq(intakePhotos.tenantId, intakes.tenantId), eq(intakePhotos.intakeId, intakes.id)),
    )
    .where(and(eq(intakes.state, "ended"), eq(intakePhotos.state, "waiting")));
}

/** Photos of a sheet that can't be had, in the order of its lines, after a place. */
export async function listRefusedPhotos(
  tx: ReadTx,
  intakeId: string,
  { after, limit }: { readonly after: Pick<IntakePhoto, "line" | "place">; readonly limit: number },
): Promise<IntakePhoto[]> {
  return tx
    .select(columns)
    .from(intakePhotos)
    .where(
      and(
        eq(intakePhotos.intakeId, intakeId),
        eq(intakePhotos.state, "refused"),
        sql`(${intakePhotos.line}, ${intakePhotos.place}) > (${after.line}, ${after.place})`,
      ),
    )
    .orderBy(asc(intakePhotos.line), asc(intakePhotos.place))
    .limit(limit);
}

/**
 * Takes the next photos in hand that are waited for, those that were tried least first, and counts the try before it
 * begins, so that one which ends its process is not tried for ever.
 */
export async function claimIntakePhotos(
  tx: WriteTx,
  intakeId: string,
  { limit, tries }: { readonly limit: number; readonly tries: number },
): Promise<IntakePhoto[]> {
  const next = await tx
    .select({ id: intakePhotos.id })
    .from(intakePhotos)
    .where(
      and(
        eq(intakePhotos.intakeId, intakeId),
        eq(intakePhotos.state, "waiting"),
        lt(intakePhotos.tries, tries),
      ),
    )
    .orderBy(asc(intakePhotos.tries), asc(intakePhotos.line), asc(intakePhotos.place))
    .limit(limit)
    .for("update", { skipLocked: true });
  if (next.length === 0) return [];
  return tx
    .update(intakePhotos)
    .set({ tries: sql`${intakePhotos.tries} + 1` })
    .where(
      inArray(
        intakePhotos.id,
        next.map(({ id }) => id),
      ),
    )
    .returning(columns);
}

/** Notes what became of a photo. One that was added stays so. */
export async function noteIntakePhoto(
  tx: WriteTx,
  id: string,
  now: { readonly state: IntakePhotoState; readonly reason: string },
): Promise<void> {
  await tx
    .update(intakePhotos)
    .set(now)
    .where(and(eq(intakePhotos.id, id), ne(intakePhotos.state, "added")));
}

/** Ends the waiting for the photos of a sheet. @param tries for those alone that were tried so often */
export async function refuseWaitingPhotos(
  tx: WriteTx,
  intakeId: string,
  reason: string,
  tries = 0,
): Promise<void> {
  await tx
    .update(intakePhotos)
    .set({ state: "refused", reason: sql`coalesce(nullif(${intakePhotos.reason}, ''), ${reason})` })
    .where(
      and(
        eq(intakePhotos.intakeId, intakeId),
        eq(intakePhotos.state, "waiting"),
        sql`${intakePhotos.tries} >= ${tries}`,
      ),
    );
}

/**
 * Adds a photo that a sheet names to its item, under the id that it was noted by and in the change set of the sheet, so
 * that it goes when that is taken back.
 * @returns what became of it: nothing is added once the sheet was taken back, or where the item has the same picture
 * @throws Refusal (404), (409) as `addPhoto`
 */
export async function bringPhoto(
  tx: WriteTx,
  intakeId: string,
  { id, itemId, origin }: Pick<IntakePhoto, "id" | "itemId" | "origin">,
  photo: Omit<Photo, "id"> & {
    readonly digest: string;
    readonly fileName: string;
  },
): Promise<"added" | "there" | "taken back"> {
  // Whoever takes it back holds the change set first and its items then.
  await tx
    .select({ id: changeSets.id })
    .from(changeSets)
    .where(eq(changeSets.id, intakeId))
    .for("no key update");
  const [undone] = await tx
    .select({ id: changeSets.id })
    .from(changeSets)
    .where(eq(changeSets.undoes, intakeId))
    .limit(1);
  if (undone) return "taken back";
  const added = async () => {
    await noteIntakePhoto(tx, id, { state: "added", reason: "" });
    return "added" as const;
  };
  const [there] = await tx
    .select({ id: photos.id })
    .from(photos)
    .where(
      and(
        eq(photos.itemId, itemId),
        or(eq(photos.id, id), eq(photos.origin, origin), eq(photos.digest, photo.digest)),
      ),
    )
    .limit(1);
  if (there?.id === id) return added();
  if (there) {
    await noteIntakePhoto(tx, id, { state: "there", reason: "" });
    return "there";
  }
  const { copyId, ofCertificate, ...shown } = photo;
  await addPhoto(tx, itemId, { ...shown, id, origin });
  // A copy that came back has another id; its photo is one of the item then.
  if (copyId && (await hasCopy(tx, itemId, copyId))) await showCopy(tx, id, copyId, ofCertificate);
  return added();
}
