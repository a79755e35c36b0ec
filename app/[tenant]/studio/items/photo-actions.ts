"use server";

import { after } from "next/server";
import { z } from "zod";
import type { Scope } from "@/db/scope";
import { LONGEST, MOST } from "@/db/tenant/item";
import { bringPhotoBack, emptyRemovedPhotos, removePhoto } from "@/db/tenant/queries/loose-photos";
import {
  arrangePhotos,
  describePhoto,
  getPhoto,
  replacePhoto,
  showCopy,
} from "@/db/tenant/queries/photos";
import { action } from "@/server/action";
import { forgetPhotos, storeTurned } from "@/server/photos/photo-files";

const IdSchema = z.uuid("There is no such photo.");
const ItemIdSchema = z.uuid("There is no such item.");

/** Says what a photo shows. */
export const sayPhoto = action({
  name: "describe photo",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    alt: z.string().trim().max(LONGEST.alt, `Keep the description to ${LONGEST.alt} letters.`),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await describePhoto(tx, input.id, input.alt);
      return { changeSet: tx.changeSet };
    }),
});

/** Puts an item's photos into an order; the first leads. */
export const orderPhotos = action({
  name: "order photos",
  by: "editor",
  input: z.strictObject({ item: ItemIdSchema, ids: z.array(IdSchema).max(MOST.photos * 2) }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await arrangePhotos(tx, input.item, input.ids);
      return { changeSet: tx.changeSet };
    }),
});

/** Turns a photo clockwise, into new files: a photo's address never gets another picture. */
export const turnPhoto = action({
  name: "turn photo",
  by: "editor",
  input: z.strictObject({ id: IdSchema, quarters: z.union([z.literal(1), z.literal(3)]) }),
  run: async ({ scope, input }) => {
    const was = await scope.read((tx) => getPhoto(tx, input.id));
    const { key, photo } = await storeTurned(scope.tenant, was.key, input.quarters);
    const by = { key, width: photo.full.width, height: photo.full.height, colour: photo.colour };
    try {
      const changeSet = await scope.write(async (tx) => {
        await replacePhoto(tx, input.id, was.key, by);
        return tx.changeSet;
      });
      after(() => emptyOldPhotos(scope));
      return { changeSet };
    } catch (error) {
      await forgetPhotos(scope.tenant, [key], error);
      throw error;
    }
  },
});

/** Says which copy a photo shows; null is the item in general. */
export const showCopyInPhoto = action({
  name: "show copy",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    copy: z.uuid("There is no such copy.").nullable(),
    /** Whether it shows that copy's certificate. */
    certificate: z.boolean().default(false),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await showCopy(tx, input.id, input.copy, input.certificate);
      return { changeSet: tx.changeSet };
    }),
});

/** Removes a photo. It can be brought back for 30 days, so its files stay as long. */
export const takePhotoAway = action({
  name: "remove photo",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: async ({ scope, input }) => {
    const changeSet = await scope.write(async (tx) => {
      await removePhoto(tx, input.id);
      return tx.changeSet;
    });
    after(() => emptyOldPhotos(scope));
    return { changeSet };
  },
});

/** Brings a removed photo back to where it was. */
export const takePhotoBack = action({
  name: "bring photo back",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await bringPhotoBack(tx, input.id);
      return { changeSet: tx.changeSet };
    }),
});

/** How long a removed photo can be brought back, in days. */
const REMOVED_DAYS = 30;

/** Deletes for good what was removed too long ago; the files go after their rows. */
async function emptyOldPhotos(scope: Scope): Promise<void> {
  const keys = await scope.write((tx) => emptyRemovedPhotos(tx, REMOVED_DAYS));
  await forgetPhotos(scope.tenant, keys);
}
