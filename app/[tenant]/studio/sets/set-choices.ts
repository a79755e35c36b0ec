import type { Scope } from "@/db/scope";
import { listFields } from "@/db/tenant/queries/own-fields";
import { listLines, nameProducts } from "@/db/tenant/queries/pieces";
import { BUILT_IN } from "@/db/tenant/queries/table/fields";
import { listKnown } from "@/db/tenant/queries/table/known";
import type { SetRule } from "@/db/tenant/set";
import { OFFERED_TYPES } from "@/db/tenant/shelf-fields";

/** What a rule can be made of. */
export interface SetChoices {
  readonly lines: readonly { readonly value: string; readonly label: string }[];
  /** The owner's choices of items, by their keys, with their values. */
  readonly fields: readonly {
    readonly key: string;
    readonly label: string;
    readonly values: readonly string[];
    /** Whether visitors don't see what stands in it, and find no piece by it. */
    readonly forMembers: boolean;
  }[];
  /** Tags that are in use. */
  readonly tags: readonly string[];
  /** What the toys are called that a rule names, by their keys. */
  readonly names: Readonly<Record<string, string>>;
}

/** @param rule the one to change, if there is one */
export async function readChoices(scope: Scope, rule?: SetRule): Promise<SetChoices> {
  const [lines, fields, tags, names] = await scope.read((tx) =>
    Promise.all([
      listLines(tx),
      listFields(tx),
      listKnown(tx, BUILT_IN, "tags"),
      nameProducts(tx, productsOf(rule)),
    ]),
  );
  return {
    lines: lines.map(({ key, name }) => ({ value: key, label: name })),
    fields: fields
      .filter(({ of, type }) => of === "item" && OFFERED_TYPES.includes(type))
      .map(({ key, label, type, seenBy, values = [] }) => ({
        key,
        label,
        values: type === "yes/no" ? ["yes", "no"] : values,
        forMembers: seenBy === "members",
      })),
    tags,
    names,
  };
}

/** What the keys are called that these rules name: of lines, of toys and of the owner's fields. */
export async function nameKeys(
  scope: Scope,
  rules: readonly SetRule[],
): Promise<Readonly<Record<string, string>>> {
  const [lines, fields, names] = await scope.read((tx) =>
    Promise.all([listLines(tx), listFields(tx), nameProducts(tx, rules.flatMap(productsOf))]),
  );
  return {
    ...Object.fromEntries(fields.map(({ key, label }) => [key, label])),
    ...Object.fromEntries(lines.map(({ key, name }) => [key, name])),
    ...names,
  };
}

function productsOf(rule: SetRule | undefined): string[] {
  return rule?.kind === "catalogue" && rule.product ? [rule.product] : [];
}
