"use client";

import { useLayoutEffect, useRef, useState } from "react";
import { photoAddress } from "@/app/[tenant]/photo-address";
import { MiniSite } from "@/components/site/mini-site";
import type { ShelfItem } from "@/components/site/model";
import type { Scheme } from "@/themes/skin";
import type { SkinDraft } from "./skin-draft";

export type Device = "desktop" | "phone";

/** Widths at which the site is laid out, in CSS pixels. */
const WIDTHS: Readonly<Record<Device, number>> = { desktop: 1280, phone: 390 };

/** Nothing inside the preview can be focused, so the pane itself can, for people who scroll with the keyboard. */
const SCROLLED_BY_KEYS = { tabIndex: 0 };

/** The site as it would be, on the owner's own items, before anything is saved. */
export function Preview(props: {
  readonly draft: SkinDraft;
  readonly items: readonly ShelfItem[];
  readonly total: number;
  readonly scheme: Scheme;
  readonly device: Device;
  readonly nonce: string;
}) {
  const { draft, device } = props;
  const pane = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState<number | null>(null);

  useLayoutEffect(() => {
    const element = pane.current;
    if (!element) return;
    const measure = () => setZoom(Math.min(1, element.clientWidth / WIDTHS[device]));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [device]);

  return (
    <section
      ref={pane}
      className="skin-preview"
      data-device={device}
      aria-label="Preview"
      {...SCROLLED_BY_KEYS}
    >
      <div className="skin-canvas" style={canvasStyle(device, zoom)}>
        <MiniSite
          id="preview"
          skin={draft.skin}
          name={draft.name || " "}
          items={props.items}
          total={props.total}
          logoSrc={draft.skin.logo && photoAddress(draft.skin.logo.key, "shelf")}
          scheme={props.scheme}
          nonce={props.nonce}
        />
      </div>
    </section>
  );
}

// Hides the preview until the pane has been measured, because a picture at the wrong size would jump.
function canvasStyle(device: Device, zoom: number | null) {
  return zoom === null
    ? { width: "100%", visibility: "hidden" as const }
    : { width: WIDTHS[device], zoom };
}
