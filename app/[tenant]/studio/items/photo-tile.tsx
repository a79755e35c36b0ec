"use client";

import { useState, useTransition } from "react";
import { photoAddress } from "@/app/[tenant]/photo-address";
import { tooLong } from "@/base/values/too-long";
import { type Answer, attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { Select, TextField } from "@/components/ui/field";
import { useToast } from "@/components/ui/toast";
import { LONGEST, type Photo, showsCertificate } from "@/db/tenant/item";
import { useUndoing } from "../history/undoing";
import {
  sayPhoto,
  showCopyInPhoto,
  takePhotoAway,
  takePhotoBack,
  turnPhoto,
} from "./photo-actions";

/** A saved copy that a photo can show. */
export interface CopyChoice {
  readonly id: string;
  readonly label: string;
}

/** One photo with what can be done to it. Its description saves itself when it is left. */
export function PhotoTile(props: {
  readonly photo: Photo;
  readonly number: number;
  readonly of: number;
  readonly name: string;
  readonly copies: readonly CopyChoice[];
  /** The id of the photo that is being dragged. */
  readonly dragged: string | null;
  readonly onMove: (place: number) => void;
  readonly onDrag: (id: string | null) => void;
  readonly onDrop: () => void;
}) {
  const { photo, number, dragged } = props;
  const [over, setOver] = useState(false);
  return (
    <li
      className="photo-tile"
      data-dragged={dragged === photo.id || undefined}
      data-over={(over && dragged !== photo.id) || undefined}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", photo.id);
        props.onDrag(photo.id);
      }}
      onDragEnd={() => props.onDrag(null)}
      onDragOver={(event) => {
        if (!dragged) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!dragged) return;
        event.preventDefault();
        setOver(false);
        props.onDrop();
      }}
    >
      <img
        className="photo-picture"
        src={photoAddress(photo.key, "shelf")}
        width={photo.width}
        height={photo.height}
        alt={photo.alt || `Photo ${number} of ${props.name}`}
        style={{ backgroundColor: photo.colour }}
        draggable={false}
      />
      <PhotoWords {...props} />
      <PhotoDeeds {...props} />
    </li>
  );
}

/** What the photo shows, in words and of which copy. Words that change elsewhere, as by Undo, take the typed ones' place. */
function PhotoWords(props: {
  readonly photo: Photo;
  readonly number: number;
  readonly copies: readonly CopyChoice[];
}) {
  const { photo, number, copies } = props;
  const { run } = useDeed();
  return (
    <>
      <AltField
        key={photo.alt}
        label={`What photo ${number} shows`}
        kept={photo.alt}
        onLeave={(alt) => run(() => sayPhoto({ id: photo.id, alt }), "Description saved.")}
      />
      {copies.length > 0 && (
        <Select
          label={`Which copy photo ${number} shows`}
          bare
          value={showsCertificate(photo) ? `${photo.copyId}${CERTIFICATE}` : (photo.copyId ?? "")}
          options={[
            { value: "", label: "The item" },
            ...copies.flatMap(({ id, label }) => [
              { value: id, label },
              { value: `${id}${CERTIFICATE}`, label: `${label}: its certificate` },
            ]),
          ]}
          onChange={(event) =>
            run(
              () => showCopyInPhoto({ id: photo.id, ...shownBy(event.target.value) }),
              "The photo is kept with it.",
            )
          }
        />
      )}
    </>
  );
}

function AltField(props: {
  readonly label: string;
  readonly kept: string;
  readonly onLeave: (alt: string) => void;
}) {
  const { kept } = props;
  const [alt, setAlt] = useState(kept);
  return (
    <TextField
      label={props.label}
      bare
      placeholder="What it shows"
      longest={LONGEST.alt}
      value={alt}
      onChange={(event) => setAlt(event.target.value)}
      onBlur={() => {
        if (alt.trim() !== kept && !tooLong(alt, LONGEST.alt)) props.onLeave(alt.trim());
      }}
    />
  );
}

/** Behind the id of a copy: its certificate. */
const CERTIFICATE = " certificate";

function shownBy(value: string) {
  const [copy, certificate] = value.split(" ");
  return { copy: copy || null, certificate: certificate !== undefined };
}

function PhotoDeeds(props: {
  readonly photo: Photo;
  readonly number: number;
  readonly of: number;
  readonly onMove: (place: number) => void;
}) {
  const { photo, number } = props;
  const { run, pending, toast } = useDeed();
  const bringBack = () => run(() => takePhotoBack({ id: photo.id }), "The photo is back.");
  const remove = () =>
    run(
      () => takePhotoAway({ id: photo.id }),
      () => toast({ text: `Photo ${number} is removed.`, undo: { label: "Undo", run: bringBack } }),
    );
  const deed = (label: string, sign: string, work: () => void, disabled = false) => (
    <Button
      small
      look="quiet"
      className="photo-deed"
      aria-label={`${label}, photo ${number}`}
      title={label}
      disabled={disabled}
      pending={pending}
      onClick={work}
    >
      {sign}
    </Button>
  );
  return (
    <div className="ui-row photo-deeds">
      {deed("Earlier", "←", () => props.onMove(number - 2), number === 1)}
      {deed("Later", "→", () => props.onMove(number), number === props.of)}
      {deed("Turn left", "↺", () => run(() => turnPhoto({ id: photo.id, quarters: 3 }), "Turned."))}
      {deed("Turn right", "↻", () =>
        run(() => turnPhoto({ id: photo.id, quarters: 1 }), "Turned."),
      )}
      {number > 1 && deed("Show first", "⇤", () => props.onMove(0))}
      {deed("Remove", "×", remove)}
    </div>
  );
}

/** Does something to a photo and says how it went, with the way back. */
function useDeed() {
  const [pending, start] = useTransition();
  const toast = useToast();
  const undoing = useUndoing();
  const run = (
    work: () => Promise<Answer<{ readonly changeSet: string }>>,
    done: string | (() => void),
  ) =>
    start(async () => {
      const answer = await attempt(work);
      if (!answer.ok) toast({ text: answer.message, tone: "problem" });
      else if (typeof done !== "string") done();
      else undoing.done(done, { ...answer.data, back: "The photo is as it was before." });
    });
  return { run, pending, toast };
}
