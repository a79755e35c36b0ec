"use server";

import { randomUUID } from "node:crypto";
import { z } from "zod";
import { EMPTY_COPY, EMPTY_ITEM, LONGEST, MOST } from "@/db/tenant/item";
import { saveNewDraft } from "@/db/tenant/queries/drafts";
import {
  bringPhotoBack,
  handOutPhotos,
  listLoosePhotos,
  removePhoto,
  takeIn,
} from "@/db/tenant/queries/loose-photos";
import { listNamed } from "@/db/tenant/queries/photo-names";
import { listShelf } from "@/db/tenant/queries/shelf";
import { countFound } from "@/db/tenant/queries/shelf-counts";
import { action } from "@/server/action";
import { queryOf, readShelfUrl } from "../../(site)/shelf-url";
import { finderOf, nameFromFile, wordsOfFile } from "./file-names";

const IdSchema = z.uuid("There is no such photo.");
const IdsSchema = z.array(IdSchema).min(1, "Choose a photo.").max(500);

/** Gives photos of the inbox to an item. */
export const givePhotos = action({
  name: "hand out photos",
  by: "editor",
  input: z.strictObject({
    ids: IdsSchema.max(MOST.photos, `An item holds ${MOST.photos} photos. Choose fewer.`),
    item: z.uuid("There is no such item."),
  }),
  run: ({ scope, input }) => scope.write((tx) => handOutPhotos(tx, input.ids, input.item)),
});

/** Takes photos that were handed out back into the inbox, to undo it. */
export const takePhotosIn = action({
  name: "take photos in",
  by: "editor",
  input: z.strictObject({ ids: IdsSchema }),
  run: ({ scope, input }) => scope.write((tx) => takeIn(tx, input.ids)),
});

/** Removes photos of the inbox. They can be brought back for 30 days. */
export const removePhotos = action({
  name: "remove photos",
  by: "editor",
  input: z.strictObject({ ids: IdsSchema }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      for (const id of input.ids) await removePhoto(tx, id);
    }),
});

/** Brings removed photos back. */
export const bringPhotosBack = action({
  name: "bring photos back",
  by: "editor",
  input: z.strictObject({ ids: IdsSchema }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      for (const id of input.ids) await bringPhotoBack(tx, id);
    }),
});

/** Items to hand photos to, by what was typed of their names or numbers; the newest where nothing was. */
export const findItems = action({
  name: "find items",
  by: "editor",
  touches: false,
  rate: { limit: 600, seconds: 600 },
  input: z.strictObject({ typed: z.string().max(100) }),
  run: async ({ scope, input }) => {
    const url = readShelfUrl({ q: input.typed, sort: input.typed.trim() ? "name" : "newest" });
    const query = await queryOf(scope, url);
    const found = await scope.read((tx) => countFound(tx, query));
    const rows = await scope.read((tx) => listShelf(tx, query, found));
    return rows.slice(0, 12).map(({ id, name, variant, styleNumber }) => ({
      id,
      name,
      variant,
      styleNumber,
    }));
  },
});

/** Which photos are named after an item, by its name or its style number. Nothing changes. */
export const matchNames = action({
  name: "match file names",
  by: "editor",
  touches: false,
  input: z.strictObject({}),
  run: async ({ scope }) => {
    const photos = await scope.read(listLoosePhotos);
    const texts = photos.map(({ fileName }) => wordsOfFile(fileName).join(" "));
    const find = finderOf(await scope.read((tx) => listNamed(tx, texts)));
    return photos.flatMap(({ id, fileName }) => {
      const item = find(fileName);
      return item ? [{ photo: id, item: item.id, name: item.name, variant: item.variant }] : [];
    });
  },
});

/** Hands out each of several photos to an item of its own, all or none. */
export const giveEach = action({
  name: "hand out photos by name",
  by: "editor",
  input: z.strictObject({
    pairs: z
      .array(z.strictObject({ photo: IdSchema, item: z.uuid("There is no such item.") }))
      .min(1, "Choose a photo.")
      .max(500),
  }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      const byItem = Map.groupBy(input.pairs, ({ item }) => item);
      let given = 0;
      for (const [item, pairs] of byItem)
        given += await handOutPhotos(
          tx,
          pairs.map(({ photo }) => photo),
          item,
        );
      return given;
    }),
});

/** Makes a private item of each photo, named after its file, all or none. */
export const draftEach = action({
  name: "make items of photos",
  by: "editor",
  input: z.strictObject({ ids: IdsSchema.max(100, "Make items of up to 100 photos at a time.") }),
  run: ({ scope, input }) =>
    scope.write(async (tx) => {
      const loose = await listLoosePhotos(tx);
      const chosen = loose.filter(({ id }) => input.ids.includes(id));
      for (const [place, photo] of chosen.entries()) {
        const { id } = await saveNewDraft(tx, randomUUID(), {
          ...EMPTY_ITEM,
          name: nameFromFile(photo.fileName, place + 1).slice(0, LONGEST.name),
          visibility: "private",
          copies: [EMPTY_COPY],
        });
        await handOutPhotos(tx, [photo.id], id);
      }
      return chosen.length;
    }),
});
