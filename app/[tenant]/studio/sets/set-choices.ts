import type { Scope } from "@/db/scope";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listLines } from "@/db/tenant/queries/pieces";
import { OFFERED_TYPES } from "@/db/tenant/shelf-fields";

/** What a rule can be made of. */
export interface SetChoices {
  readonly lines: readonly { readonly value: string; readonly label: string }[];
  /** The owner's choices of items, by their keys, with their values. */
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly values: readonly string[];
  }[];
}

export async function readChoices(scope: Scope): Promise<SetChoices> {
  const [lines, fields] = await scope.read((tx) => Promise.all([listLines(tx), listFields(tx)]));
  return {
    lines: lines.map(({ key, name }) => ({ value: key, label: name })),
    fields: fields
      .filter(({ of, type }) => of === "item" && OFFERED_TYPES.includes(type))
      .map(({ key, label, type, values = [] }) => ({
        key,
        label,
        values: type === "yes/no" ? ["yes", "no"] : values,
      })),
  };
}
