"use server";

import { z } from "zod";
import { MOST_OWN } from "@/db/tenant/own";
import {
  addField,
  changeField,
  deleteField,
  orderFields,
  restoreField,
  trashField,
} from "@/db/tenant/queries/own-fields";
import { action } from "@/server/action";
import { choicesOf, FieldInputSchema, sharedOf } from "./field-input";
import { inOneGo } from "./in-one-go";
import { readAnew, retype } from "./retype";

const FieldSchema = z.strictObject({ id: z.uuid("There is no such field.") });
const ChangeSchema = z.strictObject({
  id: z.uuid("There is no such field."),
  field: FieldInputSchema,
});

/** Makes a field of the owner's. */
export const makeField = action({
  name: "make field",
  by: "editor",
  input: FieldInputSchema,
  run: ({ scope, input }) =>
    scope.write(async (tx) => ({
      id: await addField(tx, { ...input, choices: choicesOf(input.choices).choices }),
    })),
});

/** Changes all of a field that needs no value read anew. */
export const saveField = action({
  name: "save field",
  by: "editor",
  input: ChangeSchema,
  run: ({ scope, input: { id, field } }) =>
    inOneGo(scope, id, () =>
      scope.write((tx) => changeField(tx, id, { ...sharedOf(field), ...choicesOf(field.choices) })),
    ),
});

/** Looks what another type would make of a field's values, and changes nothing. */
export const lookAtType = action({
  name: "look at type",
  by: "editor",
  input: ChangeSchema,
  touches: false,
  run: async ({ scope, input: { id, field } }) => {
    const { read, unread, seen } = await readAnew(scope, id, field);
    const shown = unread.slice(0, 20).map(({ name, text, why }) => ({ name, text, why }));
    return { read: read.length, unread: shown, lost: unread.length, seen };
  },
});

/** Gives a field another type; what that can't read is kept in a field of text beside it. */
export const changeType = action({
  name: "change type",
  by: "editor",
  input: ChangeSchema.extend({ seen: z.int() }),
  run: ({ scope, input: { id, field, seen } }) =>
    inOneGo(scope, id, () => retype(scope, id, field, seen)),
});

/** Puts the fields in an order. */
export const sortFields = action({
  name: "sort fields",
  by: "editor",
  input: z.strictObject({ ids: z.array(z.uuid()).max(MOST_OWN.fields) }),
  run: ({ scope, input }) => scope.write((tx) => orderFields(tx, input.ids)),
});

/** Puts a field into the trash with its values. */
export const throwAway = action({
  name: "trash field",
  by: "editor",
  input: FieldSchema,
  run: ({ scope, input: { id } }) =>
    inOneGo(scope, id, () => scope.write((tx) => trashField(tx, id))),
});

/** Brings a field back with its values. */
export const bringBack = action({
  name: "restore field",
  by: "editor",
  input: FieldSchema,
  run: ({ scope, input: { id } }) =>
    inOneGo(scope, id, () => scope.write((tx) => restoreField(tx, id))),
});

/** Deletes a field in the trash for good, with its values. */
export const deleteForGood = action({
  name: "delete field",
  by: "owner",
  input: FieldSchema,
  run: ({ scope, input: { id } }) =>
    inOneGo(scope, id, () => scope.write((tx) => deleteField(tx, id))),
});
