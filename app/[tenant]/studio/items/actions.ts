"use server";

import { after } from "next/server";
import { z } from "zod";
import { Refusal } from "@/base/refusal";
import type { Scope } from "@/db/scope";
import { MOST } from "@/db/tenant/item";
import { changeAddress } from "@/db/tenant/queries/addresses";
import { insertDuplicate, openItem, saveDraft, saveNewDraft } from "@/db/tenant/queries/drafts";
import { handOutPhotosFor } from "@/db/tenant/queries/loose-photos";
import { emptyFieldTrash } from "@/db/tenant/queries/own-fields";
import { emptyTrash, restoreItem, trashItem } from "@/db/tenant/queries/trash";
import { action } from "@/server/action";
import { ItemValuesSchema } from "@/server/items/item-values";
import { copyPhotoFiles, forgetPhotos } from "@/server/photos/photo-files";
import { readWhole } from "./read-whole";

const IdSchema = z.uuid("There is no such item.");

/** Adds an item under the id that the browser gave the form, so that a repeated request adds one. */
export const addItem = action({
  name: "add item",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    values: ItemValuesSchema,
    /** Those that came while it was written, in their order; more that are held for it follow them. */
    photos: z.array(z.uuid("There is no such photo.")).max(MOST.photos).default([]),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      const draft = await readWhole(tx, input.values);
      const { id, slug, version } = await saveNewDraft(tx, input.id, draft);
      await handOutPhotosFor(tx, input.id, input.photos, id);
      return { id, slug, version, changeSet: tx.changeSet };
    }),
});

/** Saves an item over the version its author has seen; `expected: null` over any. */
export const saveItem = action({
  name: "save item",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    expected: z.string().max(20).nullable(),
    values: ItemValuesSchema,
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      const draft = await readWhole(tx, input.values, input.id);
      const { slug, version, copyIds } = await saveDraft(tx, input.id, draft, input.expected);
      return { slug, version, copyIds, changeSet: tx.changeSet };
    }),
});

/** Adds a second item with the same facts and photos. `as` is the new one's id. */
export const duplicateItem = action({
  name: "duplicate item",
  by: "editor",
  input: z.strictObject({ id: IdSchema, as: IdSchema }),
  run: async ({ scope, input }) => {
    const original = await scope.read((tx) => openItem(tx, input.id));
    if (!original) throw new Refusal("There is no such item.", { status: 404 });
    const keys: string[] = [];
    try {
      for (const { key } of original.photos) keys.push(await copyPhotoFiles(scope.tenant, key));
      const { isNew, changeSet } = await scope.write(async (tx) => ({
        isNew: await insertDuplicate(tx, original, input.as, keys),
        changeSet: tx.changeSet,
      }));
      if (!isNew) await forgetPhotos(scope.tenant, keys);
      return { id: input.as, changeSet };
    } catch (error) {
      await forgetPhotos(scope.tenant, keys, error);
      throw error;
    }
  },
});

/** Gives an item another address; its former ones go on leading there. @returns the address that it has now */
export const changeItemAddress = action({
  name: "change item address",
  by: "editor",
  input: z.strictObject({ id: IdSchema, address: z.string().max(200, "Use at most 80 letters.") }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => ({
      slug: await changeAddress(tx, input.id, input.address),
      changeSet: tx.changeSet,
    })),
});

/** Puts an item into the trash. */
export const trash = action({
  name: "trash item",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: async ({ scope, input }) => {
    const changeSet = await scope.write(async (tx) => {
      await trashItem(tx, input.id);
      return tx.changeSet;
    });
    after(() => emptyOldTrash(scope));
    return { changeSet };
  },
});

/** Brings an item back from the trash. */
export const restore = action({
  name: "restore item",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      await restoreItem(tx, input.id);
      return { changeSet: tx.changeSet };
    }),
});

/** How long the trash keeps an item, in days; the trash page says so too. */
const TRASH_DAYS = 30;

/** Deletes for good what has been in the trash for too long. Runs whenever an item enters the trash. */
async function emptyOldTrash(scope: Scope): Promise<void> {
  const keys = await scope.write(async (tx) => {
    await emptyFieldTrash(tx, TRASH_DAYS);
    return emptyTrash(tx, TRASH_DAYS);
  });
  await forgetPhotos(scope.tenant, keys);
}
