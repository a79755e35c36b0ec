import { hash } from "node:crypto";
import { env } from "@/base/env";
import type { Visibility } from "@/db/tenant/choices";
import type { Facts } from "@/db/tenant/item";

/** What an item's drawing is made of, and who may see it. */
export interface Drawn extends Pick<Facts, "name" | "animal" | "colour" | "variant"> {
  readonly id: string;
  readonly slug: string;
  readonly visibility: Visibility;
}

/** The address of an item's drawing; a public item's names the drawing's content, so that it may be kept for ever. */
export function plushAddress(item: Drawn): string {
  const address = `/plush/${encodeURIComponent(item.slug)}`;
  return item.visibility === "public" ? `${address}?v=${drawnFrom(item)}` : address;
}

/** Another for each item and each change of what its drawing shows, and for each version of the program that draws. */
export function drawnFrom({ id, name, animal, colour, variant }: Drawn): string {
  const drawn = JSON.stringify([env().VERSION, id, name, animal, colour, variant]);
  return hash("sha256", drawn, "base64url").slice(0, 22);
}
