"use server";

import { z } from "zod";
import { tooLong } from "@/base/values/too-long";
import { MOST_PLACED } from "@/db/tenant/place-tree";
import {
  addPlace as add,
  changePlace as change,
  moveCopies as move,
  removePlace as remove,
} from "@/db/tenant/queries/places";
import { action } from "@/server/action";

const IdSchema = z.uuid("There is no such place.");
const PlaceSchema = z.strictObject({
  id: IdSchema,
  name: z
    .string()
    .trim()
    .min(1, "Give it a name.")
    .max(80, { error: ({ input }) => tooLong(String(input), 80) })
    .refine((text) => !/\p{Cc}/u.test(text), "This has characters that cannot be shown."),
  parentId: IdSchema.nullable(),
});

/** Adds a place under the id that the browser gave it, so that a repeated request adds one. */
export const addPlace = action({
  name: "add place",
  by: "editor",
  input: PlaceSchema,
  run: ({ scope, input }) => scope.write((tx) => add(tx, input)),
});

/** Names a place or puts it into another. */
export const changePlace = action({
  name: "change place",
  by: "editor",
  input: PlaceSchema,
  run: ({ scope, input }) => scope.write((tx) => change(tx, input)),
});

/** Removes a place; what lies in it lies then where the place was. */
export const removePlace = action({
  name: "remove place",
  by: "editor",
  input: z.strictObject({ id: IdSchema }),
  run: ({ scope, input }) => scope.write((tx) => remove(tx, input.id)),
});

/** Puts any number of copies into a place, or with null into none. */
export const moveCopies = action({
  name: "move copies",
  by: "editor",
  input: z.strictObject({
    ids: z
      .array(z.uuid("One of these copies is not there any more."))
      .min(1, "Choose what to move.")
      .max(MOST_PLACED),
    placeId: IdSchema.nullable(),
  }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => move(tx, input.ids, input.placeId));
    return { moved: input.ids.length };
  },
});
