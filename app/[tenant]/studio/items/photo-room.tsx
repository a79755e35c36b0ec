"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { PhotoDrop } from "@/components/studio/photos/photo-drop";
import { UploadList } from "@/components/studio/photos/upload-list";
import { useUploads } from "@/components/studio/photos/use-uploads";
import { useToast } from "@/components/ui/toast";
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
  const { order, arrange } = useOrder(itemId, photos);
  const [dragged, setDragged] = useState<string | null>(null);
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
            onDrag={setDragged}
            onDrop={() => {
              if (dragged) arrange(dragged, index);
            }}
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

/** The order of the photos: shown at once, and saved. */
function useOrder(item: string, photos: readonly Photo[]) {
  // Holds until the page has the order that was saved, also when the next is on its way by then.
  const [ids, show] = useOptimistic<readonly string[]>([]);
  const [, start] = useTransition();
  const toast = useToast();
  const placed = ids.flatMap((id) => photos.find((photo) => photo.id === id) ?? []);
  const order = [...placed, ...photos.filter((photo) => !placed.includes(photo))];

  const arrange = (id: string, place: number) => {
    const others = order.map((photo) => photo.id).filter((other) => other !== id);
    const next = [...others.slice(0, place), id, ...others.slice(place)];
    start(async () => {
      show(next);
      const answer = await attempt(() => orderPhotos({ item, ids: next }));
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
    });
  };
  return { order, arrange };
}
