"use server";

import { z } from "zod";
import { Refusal } from "@/base/refusal";
import { EMPTY_ITEM, LONGEST, MOST } from "@/db/tenant/item";
import { listAlike } from "@/db/tenant/queries/alike";
import { openItem, saveDraft, saveNewDraft } from "@/db/tenant/queries/drafts";
import { handOutPhotosFor, listPhotosHeldFor } from "@/db/tenant/queries/loose-photos";
import { action } from "@/server/action";
import { ItemValuesSchema } from "@/server/items/item-values";
import { readWhole } from "./read-whole";

const IdSchema = z.uuid("There is no such item.");

/** The photos that came for an item while it was being written. */
export const heldPhotos = action({
  name: "held photos",
  by: "editor",
  touches: false,
  input: z.strictObject({ item: IdSchema }),
  run: ({ scope, input }) => scope.read((tx) => listPhotosHeldFor(tx, input.item)),
});

/** Items of the same name and variant, for the form to say while somebody types them a second time. */
export const findAlike = action({
  name: "find alike",
  by: "editor",
  touches: false,
  rate: { limit: 600, seconds: 600 },
  input: z.strictObject({
    name: z.string().max(LONGEST.name * 2),
    variant: z.string().max(LONGEST.variant * 2),
  }),
  run: ({ scope, input }) => scope.read((tx) => listAlike(tx, input)),
});

/** Adds several new items, all or none, under the ids that the browser gave the rows. */
export const addSeveral = action({
  name: "add several items",
  by: "editor",
  input: z.strictObject({
    items: z
      .array(z.strictObject({ id: IdSchema, values: ItemValuesSchema }))
      .min(1, "Write an item first.")
      .max(200, "Save up to 200 items at a time."),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      for (const { id, values } of input.items)
        await saveNewDraft(tx, id, await readWhole(tx, values));
      return { changeSet: tx.changeSet };
    }),
});

/**
 * Adds the copies and photos of a new item's form to an item that is there already. The same request again, or one to an
 * item that has changed since the form told of it, adds nothing.
 */
export const addCopiesTo = action({
  name: "add copies",
  by: "editor",
  input: z.strictObject({
    item: IdSchema,
    /** The version that the form told of; null of any. */
    expected: z.string().max(20).nullable(),
    /** The new item that was being written, for which photos are held. */
    heldFor: IdSchema,
    copies: ItemValuesSchema.shape.copies,
    photos: z.array(z.uuid("There is no such photo.")).max(MOST.photos),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      const there = await openItem(tx, input.item);
      if (!there || there.trashedAt) throw new Refusal("There is no such item.", { status: 404 });
      const read = await readWhole(tx, { ...EMPTY_ITEM, copies: input.copies });
      const added = read.copies.map((copy) => ({ ...copy, id: null }));
      if (there.draft.copies.length + added.length > MOST.copies)
        throw new Refusal(`An item lists up to ${MOST.copies} copies.`, { status: 409 });
      const copies = [...there.draft.copies, ...added];
      const expected = input.expected ?? there.version;
      const saved = await saveDraft(tx, input.item, { ...there.draft, copies }, expected);
      const [copyId = null] = saved.copyIds.slice(there.draft.copies.length);
      await handOutPhotosFor(tx, input.heldFor, input.photos, input.item, copyId);
      return { changeSet: tx.changeSet };
    }),
});
