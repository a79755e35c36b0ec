"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { PhotoDrop } from "@/components/studio/photos/photo-drop";
import { UploadList } from "@/components/studio/photos/upload-list";
import { useUploads } from "@/components/studio/photos/use-uploads";
import type { LoosePhoto } from "@/db/tenant/queries/loose-photos";
import { ByName } from "./by-name";
import { GiveTo } from "./give-to";
import { InboxDeeds } from "./inbox-deeds";
import { InboxPhotos } from "./inbox-photos";
import "../items/photos.css";
import "./inbox.css";

/** The photo inbox: photos come in here in one go and are handed out to their items. */
export function Inbox({ photos }: { readonly photos: readonly LoosePhoto[] }) {
  const router = useRouter();
  const uploads = useUploads("inbox", {}, () => router.refresh());
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const chosen = photos.map(({ id }) => id).filter((id) => marked.has(id));
  const given = useRef(false);
  const onGiven = () => {
    given.current = true;
    setMarked(new Set());
  };
  // The hands stay on the keys: what was handed out is gone, and the next photo has the focus.
  useEffect(() => {
    if (given.current && photos.length > 0)
      document.querySelector<HTMLInputElement>("[name=waiting]")?.focus();
    given.current = false;
  }, [photos]);

  return (
    <div className="st-room">
      <div className="st-head">
        <div>
          <h1>Photo inbox</h1>
          <p className="st-sub">
            Photos without an item; only members see them. Drop as many as you like, then hand them
            out.
          </p>
        </div>
      </div>
      <section className="st-block" aria-label="Upload">
        <div className="inbox-drop">
          <PhotoDrop onTake={uploads.take} />
        </div>
        <UploadList {...uploads} />
      </section>
      {photos.length > 0 && (
        <div className="inbox">
          <section className="st-block" aria-labelledby="waiting">
            <div className="inbox-head">
              <h2 id="waiting" className="st-title st-num">
                {photos.length === 1 ? "1 photo waits" : `${photos.length} photos wait`}
                {chosen.length > 0 && `, ${chosen.length} chosen`}
              </h2>
              <InboxDeeds all={photos.map(({ id }) => id)} chosen={chosen} onMark={setMarked} />
            </div>
            <InboxPhotos photos={photos} marked={marked} onMark={setMarked} />
          </section>
          <div className="inbox-aside">
            <GiveTo chosen={chosen} onGiven={onGiven} />
            <ByName photos={photos} />
          </div>
        </div>
      )}
    </div>
  );
}
