import { drawPlush } from "@/components/plush/draw";
import type { Facts, Photo } from "@/db/tenant/item";
import type { Shown } from "@/server/cards/card";
import { filesOf } from "@/server/photos/photo-files";

type Drawable = Pick<Facts, "name" | "animal" | "colour" | "variant"> & { readonly id: string };

/** An item's photograph as its shelf shows it; the drawn plush where there is none, or its file is missing. */
export async function shownOf(
  tenant: Parameters<typeof filesOf>[0],
  item: Drawable,
  photo: Pick<Photo, "key"> | null | undefined,
): Promise<Shown> {
  const file = photo && (await filesOf(tenant).get(`${photo.key}/shelf.webp`));
  if (file) return { kind: "photograph", bytes: await file.bytes() };
  const { id, name, animal, colour, variant } = item;
  const svg = drawPlush({ name, animal, colour, variant: variant || undefined, seed: id });
  return { kind: "drawing", svg };
}

/** A card for everybody, or, of what only some may see, for whoever asked. */
export function cardAnswer(jpeg: Buffer, isPublic: boolean): Response {
  return new Response(new Uint8Array(jpeg), {
    headers: {
      "content-type": "image/jpeg",
      "cache-control": isPublic ? "public, max-age=300" : "private, no-store",
    },
  });
}
