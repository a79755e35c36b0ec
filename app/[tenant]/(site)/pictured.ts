import { yearOf } from "@/base/values/dates";
import type { Picture } from "@/components/site/model";
import type { Photo } from "@/db/tenant/item";
import type { ShelfRow } from "@/db/tenant/queries/shelf";
import { marksOf } from "../item-words";
import { photoAddress } from "../photo-address";
import { plushAddress } from "../plush-address";

/** The facts of an item that its picture and caption are made of. */
export type Pictured = Pick<
  ShelfRow,
  | "id"
  | "slug"
  | "name"
  | "animal"
  | "variant"
  | "colour"
  | "styleNumber"
  | "introduced"
  | "retired"
  | "standings"
  | "visibility"
>;

/** What a caption says of an item. */
export function captionOf(row: Pictured) {
  return {
    slug: row.slug,
    name: row.name,
    animal: row.animal,
    variant: row.variant || null,
    styleNumber: row.styleNumber || null,
    year: yearOf(row.introduced),
    retired: row.retired ? true : null,
    marks: marksOf(row),
  };
}

/** A photograph in one of its sizes, as a picture. */
export function photographOf(
  row: Pictured,
  photo: Pick<Photo, "key" | "width" | "height" | "alt">,
  size: "shelf" | "full",
): Picture {
  return {
    src: photoAddress(photo.key, size),
    width: photo.width,
    height: photo.height,
    alt: photo.alt || altOf(row),
  };
}

/** The drawn plush, where there is no photograph. */
export function plushOf(row: Pictured): Picture {
  return { src: plushAddress(row), width: 400, height: 400, alt: altOf(row) };
}

function altOf({ name, variant, animal }: Pictured): string {
  return [name, variant, animal].filter(Boolean).join(", ");
}
