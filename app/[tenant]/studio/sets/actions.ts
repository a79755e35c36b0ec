"use server";

import { z } from "zod";
import { makeList } from "@/db/tenant/queries/pieces";
import {
  addSet as add,
  changeSet as change,
  moveSet as move,
  removeSet as remove,
} from "@/db/tenant/queries/sets";
import { wantPiece as want } from "@/db/tenant/queries/want-piece";
import { ORIGINAL_NINE, SetSchema } from "@/db/tenant/set";
import { action } from "@/server/action";

const id = z.uuid("There is no such set.");

/** Adds a set under the id that the browser gave it, so that a repeated request adds one. */
export const addSet = action({
  name: "make set",
  by: "editor",
  input: z.strictObject({ id, set: SetSchema }),
  run: async ({ scope, input }) => {
    await scope.write((tx) => add(tx, input.id, input.set));
  },
});

/** Begins with the original nine, as the catalogue has them. Members see it until somebody says otherwise. */
export const startNine = action({
  name: "start set",
  by: "editor",
  input: z.strictObject({ id }),
  run: async ({ scope, input }) => {
    await scope.write(async (tx) =>
      add(tx, input.id, {
        name: "The original nine",
        note: "The nine that the shops had first, each in any of its variants. Cubbie was called Brownie before.",
        visibility: "private",
        counted: "held",
        rule: await makeList(tx, ORIGINAL_NINE),
      }),
    );
  },
});

/** Changes what a set is called and what belongs to it. */
export const changeSet = action({
  name: "save set",
  by: "editor",
  input: z.strictObject({ id, set: SetSchema }),
  run: ({ scope, input }) => scope.write((tx) => change(tx, input.id, input.set)),
});

/** Puts a set before or after its neighbour. */
export const moveSet = action({
  name: "sort sets",
  by: "editor",
  input: z.strictObject({ id, by: z.union([z.literal(-1), z.literal(1)]) }),
  run: ({ scope, input }) => scope.write((tx) => move(tx, input.id, input.by)),
});

/** Removes a set; nothing that belongs to it goes. */
export const removeSet = action({
  name: "remove set",
  by: "editor",
  input: z.strictObject({ id }),
  run: ({ scope, input }) => scope.write((tx) => remove(tx, input.id)),
});

/** Looks for a piece that is missing from now on. */
export const wantPiece = action({
  name: "want piece",
  by: "editor",
  input: z.strictObject({
    id,
    entry: z.string().max(200),
    swingTag: z.string().max(20),
    item: z.uuid("The set has no such piece any more.").nullable(),
  }),
  run: ({ scope, input: { id, ...piece } }) => scope.write((tx) => want(tx, id, piece)),
});
