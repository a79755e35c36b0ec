import type { PhotoSizeName } from "@/server/photos";

/** The address of a photo or a logo on its own site. @param key as its row says, `photos/<uuid>` */
export function photoAddress(key: string, size: PhotoSizeName): string {
  return `/${key}/${size}.webp`;
}
