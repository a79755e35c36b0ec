"use client";

import { type KeyboardEvent, useRef } from "react";
import { photoAddress } from "@/app/[tenant]/photo-address";
import type { LoosePhoto } from "@/db/tenant/queries/loose-photos";
import { DRAGGED } from "./give-to";

/**
 * The photos that wait. They are chosen by a click, with Shift as a range, or by arrows and the space bar; Enter goes on
 * to the items. What is dragged takes all that are chosen along.
 */
export function InboxPhotos(props: {
  readonly photos: readonly LoosePhoto[];
  readonly marked: ReadonlySet<string>;
  readonly onMark: (marked: ReadonlySet<string>) => void;
}) {
  const { photos, marked, onMark } = props;
  const list = useRef<HTMLUListElement>(null);
  const last = useRef(0);

  const mark = (place: number, range: boolean) => {
    const next = new Set(marked);
    const [from, to] = range
      ? [Math.min(last.current, place), Math.max(last.current, place)]
      : [place, place];
    const on = range || !marked.has(photos[place]?.id ?? "");
    for (const { id } of photos.slice(from, to + 1))
      if (on) next.add(id);
      else next.delete(id);
    last.current = place;
    onMark(next);
  };
  const onKey = (event: KeyboardEvent, place: number) => {
    const boxes = [...(list.current?.querySelectorAll<HTMLInputElement>("input") ?? [])];
    const step = stepOf(event.key, boxes);
    if (step !== 0) {
      event.preventDefault();
      boxes[Math.min(Math.max(place + step, 0), boxes.length - 1)]?.focus();
    }
    if (event.key === "Enter") {
      event.preventDefault();
      if (!marked.has(photos[place]?.id ?? "")) mark(place, false);
      document.querySelector<HTMLInputElement>("[name=give-to]")?.focus();
    }
  };

  return (
    <ul className="inbox-photos" ref={list}>
      {photos.map((photo, place) => (
        <li key={photo.id}>
          <label
            className="inbox-photo"
            draggable
            onDragStart={(event) => {
              const ids = marked.has(photo.id) ? [...marked] : [photo.id];
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData(DRAGGED, JSON.stringify(ids));
            }}
          >
            <input
              type="checkbox"
              name="waiting"
              checked={marked.has(photo.id)}
              onChange={(event) => mark(place, isShifted(event.nativeEvent))}
              onKeyDown={(event) => onKey(event, place)}
            />
            <img
              src={photoAddress(photo.key, "thumb")}
              width={photo.width}
              height={photo.height}
              alt=""
              style={{ backgroundColor: photo.colour }}
              draggable={false}
            />
            <span className="inbox-name">{photo.fileName || `Photo ${place + 1}`}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function isShifted(event: Event): boolean {
  return event instanceof MouseEvent && event.shiftKey;
}

/** How far an arrow goes; up and down by as many as stand in a row. */
function stepOf(key: string, boxes: readonly HTMLInputElement[]): number {
  const tops = boxes.map((box) => box.getBoundingClientRect().top);
  const row = tops.filter((top) => top === tops[0]).length;
  return { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row }[key] ?? 0;
}
