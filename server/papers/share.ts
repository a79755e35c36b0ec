import { Refusal } from "@/base/refusal";
import { makeToken, shareDigest } from "@/base/tokens";
import type { Scope } from "@/db/scope";
import { addShare, addSharedItems } from "@/db/tenant/queries/shares";
import { MOST_SHARED, type SharedItem } from "@/db/tenant/shared";
import { itemInWords } from "./item-words";
import { materialFor } from "./material";

/** What somebody wants to show to somebody who is no member. */
export interface Sharing {
  /** Of the browser's choice. */
  readonly id: string;
  readonly name: string;
  readonly withValues: boolean;
  readonly days: number;
  readonly selection: unknown;
  readonly sort: string;
}

const AT_ONCE = 200;

/**
 * Makes a link to a selection, as it is now, in one transaction: nothing of it opens before all of it is there. Made again
 * under one id, as when its answer was lost, it takes the place of the first, whose token nobody has seen.
 * @returns its token, which nobody can read again
 * @throws Refusal (413) when it holds too much, and as `materialFor`
 */
export async function share(scope: Scope, sharing: Sharing): Promise<string> {
  const { id, name, withValues, days, selection, sort } = sharing;
  const paper = { kind: "insurance", values: withValues, selection, sort } as const;
  const material = await materialFor(scope, { ...paper, addressee: "", size: "A4", day: "" });
  if (material.counts.items > MOST_SHARED)
    throw new Refusal(`A link shows up to ${MOST_SHARED.toLocaleString("en")} items. Pick fewer.`, {
      status: 413,
    });
  const all: SharedItem[] = [];
  for await (const item of material.items()) all.push(itemInWords(item, material));
  const token = makeToken();
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  await scope.write(async (tx) => {
    await addShare(tx, { id, digest: shareDigest(token), name, withValues, expiresAt });
    for (let from = 0; from < all.length; from += AT_ONCE)
      await addSharedItems(tx, id, from, all.slice(from, from + AT_ONCE));
  });
  return token;
}
