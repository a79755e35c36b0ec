"use client";

import { useState, useTransition } from "react";
import { photoAddress } from "@/app/[tenant]/photo-address";
import { type Answer, attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { LONGEST, type Photo } from "@/db/tenant/item";
import { deletePhoto, leadWith, sayPhoto } from "./photo-actions";

/** One photo with what can be done to it. Its description saves itself when it is left. */
export function PhotoTile(props: {
  readonly photo: Photo;
  readonly number: number;
  readonly name: string;
}) {
  const { photo, number } = props;
  const [alt, setAlt] = useState(photo.alt);
  const [asking, setAsking] = useState(false);
  const [pending, start] = useTransition();
  const toast = useToast();

  const run = (work: () => Promise<Answer<unknown>>, done: string) =>
    start(async () => {
      const answer = await attempt(work);
      toast(answer.ok ? { text: done } : { text: answer.message, tone: "problem" });
      setAsking(false);
    });

  return (
    <li className="photo-tile">
      <img
        className="photo-picture"
        src={photoAddress(photo.key, "shelf")}
        width={photo.width}
        height={photo.height}
        alt={photo.alt || `Photo ${number} of ${props.name}`}
        style={{ backgroundColor: photo.colour }}
      />
      <TextField
        label={`What photo ${number} shows`}
        bare
        placeholder="What it shows"
        maxLength={LONGEST.alt}
        value={alt}
        onChange={(event) => setAlt(event.target.value)}
        onBlur={() => {
          if (alt.trim() !== photo.alt)
            run(() => sayPhoto({ id: photo.id, alt: alt.trim() }), "Description saved.");
        }}
      />
      <div className="ui-row photo-deeds">
        {number === 1 ? (
          <span className="st-sub">Shown first</span>
        ) : (
          <Button
            small
            look="quiet"
            pending={pending}
            onClick={() => run(() => leadWith({ id: photo.id }), "This photo is shown first now.")}
          >
            Show first<span className="visually-hidden">, photo {number}</span>
          </Button>
        )}
        <Button
          small
          look="quiet"
          aria-label={`Remove photo ${number}`}
          onClick={() => setAsking(true)}
        >
          Remove
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        title={`Remove photo ${number} of ${props.name}?`}
        confirm="Remove the photo"
        pending={pending}
        onClose={() => setAsking(false)}
        onConfirm={() => run(() => deletePhoto({ id: photo.id }), "Photo removed.")}
      >
        Its file is deleted. This cannot be taken back.
      </ConfirmDialog>
    </li>
  );
}
