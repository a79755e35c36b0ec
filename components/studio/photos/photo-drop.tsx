"use client";

import { type DragEvent, useId, useState } from "react";

const ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif";

/** Where photos are dropped or chosen. */
export function PhotoDrop({
  of,
  onTake,
}: {
  /** What they show, where it is not the toy. */
  readonly of?: string;
  readonly onTake: (files: File[]) => void;
}) {
  const word = of ? "Add a photograph" : "Add photos";
  const [over, setOver] = useState(false);
  const input = useId();
  const holdsFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    <label
      className="photo-drop"
      htmlFor={input}
      data-over={over || undefined}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onTake([...event.dataTransfer.files]);
      }}
    >
      <span className="photo-drop-word">{word}</span>
      <span className="st-sub">
        {of
          ? "Drop it here or choose."
          : "Drop them here or choose. JPEG, PNG, WebP, AVIF or HEIC; large ones are made smaller first."}
      </span>
      <input
        id={input}
        className="photo-input"
        type="file"
        multiple
        accept={ACCEPTED}
        aria-label={of ? `${word}: ${of}` : word}
        onChange={(event) => {
          onTake([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </label>
  );
}
