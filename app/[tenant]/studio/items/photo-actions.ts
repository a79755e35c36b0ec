"use server";

import { after } from "next/server";
import { z } from "zod";
import { LONGEST } from "@/db/tenant/item";
import { describePhoto, leadWithPhoto, removePhoto } from "@/db/tenant/queries/photos";
import { action } from "@/server/action";
import { filesOf } from "@/server/photos/photo-files";

const IdSchema = z.uuid("There is no such photo.");

/** Says what a photo shows. */
export const sayPhoto = action({
  name: "describe photo",
  by: "editor",
  input: z.strictObject({
    id: IdSchema,
    alt: z.string().trim().max(LONGEST.alt, `Keep the description to ${LONGEST.alt} letters.`),
  }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => describePhoto(tx, input.id, input.alt));
  },
});

/** Shows a photo first. */
export const leadWith = action({
  name: "lead with photo",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => leadWithPhoto(tx, input.id));
  },
});

/** Removes a photo; its files go after its row, so that no page ever names a file that is gone. */
export const deletePhoto = action({
  name: "remove photo",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: async ({ scope, input }) => {
    const key = await scope.write((tx) => removePhoto(tx, input.id));
    after(() => filesOf(scope.tenant).deletePrefix(`${key}/`));
  },
});
