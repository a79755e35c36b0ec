"use client";

import { useRouter } from "next/navigation";
import { PhotoDrop } from "@/components/studio/photos/photo-drop";
import { UploadList } from "@/components/studio/photos/upload-list";
import { useUploads } from "@/components/studio/photos/use-uploads";
import { useOrder } from "@/components/studio/use-order";
import type { Photo } from "@/db/tenant/item";
import { orderPhotos } from "./photo-actions";
import { type CopyChoice, PhotoTile } from "./photo-tile";
import "./photos.css";

/** The photos of an item: they are dropped or chosen, put in order by dragging or by buttons, turned and removed. */
export function PhotoRoom(props: {
  readonly itemId: string;
  readonly name: string;
  readonly photos: readonly Photo[];
  readonly copies: readonly CopyChoice[];
}) {
  const { itemId, photos } = props;
  const router = useRouter();
  const { order, arrange, dragged, begin, drop, end } = useOrder(photos, (ids) =>
    orderPhotos({ item: itemId, ids: [...ids] }),
  );
  const uploads = useUploads(`item ${itemId}`, { item: itemId }, async (ids) => {
    // Three at a time arrive in any order; the person chose them in one.
    if (ids.length > 1)
      await orderPhotos({ item: itemId, ids: [...order.map(({ id }) => id), ...ids] });
    router.refresh();
  });

  return (
    <section className="st-block" aria-labelledby="photos">
      <h2 id="photos">Photos</h2>
      <ul className="photo-tiles">
        {order.map((photo, index) => (
          <PhotoTile
            key={photo.id}
            photo={photo}
            number={index + 1}
            of={order.length}
            name={props.name}
            copies={props.copies}
            dragged={dragged}
            onMove={(place) => arrange(photo.id, place)}
            onDrag={(id) => (id ? begin(id) : end())}
            onDrop={() => drop(index)}
          />
        ))}
        <li>
          <PhotoDrop onTake={uploads.take} />
        </li>
      </ul>
      <UploadList {...uploads} />
    </section>
  );
}
