import { isDeepStrictEqual } from "node:util";
import { UUID } from "@/base/uuid";
import type { WriteTx } from "@/db/scope";
import type { ItemDraft } from "@/db/tenant/item";
import type { OwnField, OwnValues } from "@/db/tenant/own";
import { holdNamedFields } from "@/db/tenant/queries/own-fields";
import { listOwnValues } from "@/db/tenant/queries/own-values";
import { holdNamedPlaces } from "@/db/tenant/queries/places";
import { holdTemplate } from "@/db/tenant/queries/templates";
import { readTyped } from "@/server/items/own-typed";

type Held = OwnField & { readonly trashedAt: Date | null };

/** A part of a form with what its item or copy has in the owner's fields. */
interface Part {
  readonly path: string;
  readonly of: OwnField["of"];
  readonly typed: OwnValues;
  readonly kept: OwnValues | undefined;
}

/**
 * What a form names that was removed after it was opened, by the form's names, such as `copies.0.placeId`. What is there
 * is held until the transaction ends: fields, then places, then the template, before any item.
 */
export async function findGone(
  tx: WriteTx,
  typed: ItemDraft,
  itemId?: string,
): Promise<Record<string, string>> {
  const problems = await findGoneFields(tx, typed, itemId);
  const named = typed.copies.flatMap(({ placeId }) => placeId ?? []);
  const there = await holdNamedPlaces(tx, named);
  for (const [number, { placeId }] of typed.copies.entries())
    if (placeId && !there.has(placeId))
      problems[`copies.${number}.placeId`] = "This place was removed. Choose another, or none.";
  if (typed.template && !(await holdTemplate(tx, typed.template)))
    problems.template = "This template was deleted. Choose another, or none.";
  return problems;
}

async function findGoneFields(
  tx: WriteTx,
  { own, copies }: ItemDraft,
  itemId: string | undefined,
): Promise<Record<string, string>> {
  const typed = [own, ...copies.map((copy) => copy.own ?? {})];
  // A form may name anything; what is no id at all is of no field.
  const named = [...new Set(typed.flatMap(Object.keys))].filter((name) => UUID.test(name));
  const fields = await holdNamedFields(tx, named);
  const byId = new Map(fields.map((field) => [field.id, field]));
  const isThere = (id: string) => byId.get(id)?.trashedAt === null;
  if (typed.every((part) => Object.keys(part).every(isThere))) return {};
  const kept = itemId ? await listOwnValues(tx, itemId) : { item: {}, copies: {} };
  const parts: Part[] = [
    { path: "", of: "item", typed: own, kept: kept.item },
    ...copies.map((copy, number) => ({
      path: `copies.${number}.`,
      of: "copy" as const,
      typed: copy.own ?? {},
      kept: kept.copies[copy.id ?? ""],
    })),
  ];
  return Object.fromEntries(parts.flatMap((part) => goneIn(part, byId)));
}

/** What was typed into fields that are gone. What they held before stays with them, and so does one that was emptied. */
function goneIn({ path, of, typed, kept }: Part, byId: ReadonlyMap<string, Held>) {
  return Object.entries(typed).flatMap(([id, given]) => {
    const field = byId.get(id);
    const isGone = !field || field.of !== of || field.trashedAt !== null;
    if (!isGone || !given[0]?.trim() || (field && isKept(field, given, kept?.[id]))) return [];
    return [
      [
        `${path}own.${id}`,
        field
          ? `The field ${field.label} is in the trash. Bring it back, or empty it here to save the rest.`
          : "This field was deleted. Empty it here to save the rest.",
      ] as const,
    ];
  });
}

function isKept(field: Held, given: readonly string[], kept: readonly string[] = []): boolean {
  const read = readTyped(field, given);
  return read.ok && isDeepStrictEqual(read.written, kept);
}
