"use client";

import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { newId } from "@/components/studio/new-id";
import { sendFile } from "@/components/studio/send-file";
import type { Photo } from "@/db/tenant/item";
import { PhotoTile } from "./photo-tile";

interface Upload {
  readonly key: string;
  readonly name: string;
  /** 0..1 of what has been sent. */
  readonly part: number;
  readonly problem: string | null;
}

const ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif";

/** The photos of an item. The person drops or chooses files; each file shows its own progress and result. */
export function PhotoRoom(props: {
  readonly itemId: string;
  readonly name: string;
  readonly photos: readonly Photo[];
}) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [over, setOver] = useState(false);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const input = useId();
  const router = useRouter();

  const note = (key: string, part: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));

  const send = async (file: File, key: string) => {
    const sent = await sendFile("/studio/photos", file, { item: props.itemId }, (part) =>
      note(key, { part }),
    );
    if (!sent.ok) return note(key, { problem: sent.message });
    setUploads((all) => all.filter((one) => one.key !== key));
    router.refresh();
  };

  const take = (files: Iterable<File>) => {
    for (const file of files) {
      const key = newId();
      setUploads((all) => [...all, { key, name: file.name, part: 0, problem: null }]);
      // One after the other, so that photos keep the order in which they were chosen.
      queue.current = queue.current.then(() => send(file, key));
    }
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  return (
    <section className="st-block" aria-labelledby="photos">
      <h2 id="photos">Photos</h2>
      <ul className="photo-tiles">
        {props.photos.map((photo, index) => (
          <PhotoTile key={photo.id} photo={photo} number={index + 1} name={props.name} />
        ))}
        <li>
          <label
            className="photo-drop"
            htmlFor={input}
            data-over={over || undefined}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
          >
            <span className="photo-drop-word">Add photos</span>
            <span className="st-sub">
              Drop them here or choose. JPEG, PNG, WebP, AVIF or HEIC, 15 MB each.
            </span>
            <input
              id={input}
              className="photo-input"
              type="file"
              multiple
              accept={ACCEPTED}
              aria-label="Add photos"
              onChange={(event) => {
                take([...(event.target.files ?? [])]);
                event.target.value = "";
              }}
            />
          </label>
        </li>
      </ul>
      <ul className="photo-uploads" aria-live="polite">
        {uploads.map((upload) => (
          <UploadRow
            key={upload.key}
            upload={upload}
            onDismiss={() => setUploads((all) => all.filter((one) => one.key !== upload.key))}
          />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  if (upload.problem)
    return (
      <li className="photo-upload" data-problem>
        <span className="photo-file">{upload.name}</span>
        <span className="ui-error">{upload.problem}</span>
        <button
          type="button"
          className="photo-dismiss"
          onClick={onDismiss}
          aria-label={`Dismiss ${upload.name}`}
        >
          ×
        </button>
      </li>
    );
  const percent = Math.round(upload.part * 100);
  return (
    <li className="photo-upload">
      <span className="photo-file">{upload.name}</span>
      <progress max={100} value={percent} aria-label={`Upload of ${upload.name}`} />
      <span className="st-sub st-num">{percent < 100 ? `${percent} %` : "Preparing"}</span>
    </li>
  );
}
