"use client";

import { useCallback, useState } from "react";
import { photoAddress } from "@/app/[tenant]/photo-address";
import { attempt } from "@/components/studio/attempt";
import { PhotoDrop } from "@/components/studio/photos/photo-drop";
import { UploadList } from "@/components/studio/photos/upload-list";
import { type Uploads, useUploads } from "@/components/studio/photos/use-uploads";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { Photo } from "@/db/tenant/item";
import { heldPhotos } from "./enter-actions";
import { takePhotoAway, takePhotoBack } from "./photo-actions";
import "./photos.css";

/** The photos of an item that is being written. */
export interface HeldPhotos {
  readonly photos: readonly Photo[];
  readonly uploads: Uploads;
  /** Looks which photos are held, for an id that the form is about to have where one is given. */
  readonly look: (of?: string) => Promise<void>;
}

/** Photos go up while the item is written; they are held for its id until it is saved. */
export function useHeldPhotos(itemId: string): HeldPhotos {
  const [held, setHeld] = useState<{ readonly of: string; readonly photos: readonly Photo[] }>();
  const look = useCallback(
    async (of = itemId) => {
      const answer = await attempt(() => heldPhotos({ item: of }));
      if (answer.ok) setHeld({ of, photos: answer.data });
    },
    [itemId],
  );
  const uploads = useUploads(`item ${itemId}`, { heldFor: itemId }, () => void look());
  return { photos: held?.of === itemId ? held.photos : [], uploads, look };
}

/** Where the photos of a new item are dropped, and those that have arrived. */
export function NewPhotos({ photos, uploads, look }: HeldPhotos) {
  const toast = useToast();
  const bringBack = async (id: string) => {
    await attempt(() => takePhotoBack({ id }));
    await look();
  };
  const remove = async (id: string, number: number) => {
    const answer = await attempt(() => takePhotoAway({ id }));
    if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
    toast({
      text: `Photo ${number} is removed.`,
      undo: { label: "Undo", run: () => void bringBack(id) },
    });
    await look();
  };
  return (
    <section className="st-block" aria-label="Photos">
      <ul className="photo-tiles">
        {photos.map((photo, index) => (
          <li className="photo-tile" key={photo.id}>
            <img
              className="photo-picture"
              src={photoAddress(photo.key, "shelf")}
              width={photo.width}
              height={photo.height}
              alt={`New, number ${index + 1}`}
              style={{ backgroundColor: photo.colour }}
            />
            <Button
              small
              look="quiet"
              aria-label={`Remove photo ${index + 1}`}
              onClick={() => remove(photo.id, index + 1)}
            >
              Remove
            </Button>
          </li>
        ))}
        <li>
          <PhotoDrop onTake={uploads.take} />
        </li>
      </ul>
      <UploadList {...uploads} />
    </section>
  );
}
