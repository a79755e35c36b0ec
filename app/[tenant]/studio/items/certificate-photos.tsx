"use client";

import { useRouter } from "next/navigation";
import { createContext, useContext } from "react";
import { photoAddress } from "@/app/[tenant]/photo-address";
import { PhotoDrop } from "@/components/studio/photos/photo-drop";
import { UploadList } from "@/components/studio/photos/upload-list";
import { useUploads } from "@/components/studio/photos/use-uploads";
import { type Photo, showsCertificate } from "@/db/tenant/item";
import "./photos.css";
import "./certificate-photos.css";

interface OfItem {
  readonly itemId: string;
  readonly photos: readonly Photo[];
}

/** The photos of the item that is open. An item that is yet to be has none. */
export const PhotosOfItem = createContext<OfItem | null>(null);

/** The photographs of a copy's certificate, and where further ones are dropped. They stand among the item's photos too. */
export function CertificatePhotos(props: { readonly copyId: string; readonly called: string }) {
  const ofItem = useContext(PhotosOfItem);
  return ofItem && <Photographs {...props} {...ofItem} />;
}

function Photographs(props: OfItem & { readonly copyId: string; readonly called: string }) {
  const { itemId, copyId, called } = props;
  const router = useRouter();
  const fields = { item: itemId, certificateOf: copyId };
  const uploads = useUploads(`certificate ${copyId}`, fields, () => router.refresh());
  const photos = props.photos.filter((photo) => showsCertificate(photo) && photo.copyId === copyId);
  return (
    <div className="certificate-photos">
      {photos.map((photo) => (
        <a key={photo.id} href={photoAddress(photo.key, "full")} target="_blank" rel="noreferrer">
          <img
            src={photoAddress(photo.key, "shelf")}
            width={photo.width}
            height={photo.height}
            alt={photo.alt || `The certificate of ${called}`}
            style={{ backgroundColor: photo.colour }}
          />
        </a>
      ))}
      <PhotoDrop of={`the certificate of ${called}`} onTake={uploads.take} />
      <UploadList {...uploads} />
    </div>
  );
}
