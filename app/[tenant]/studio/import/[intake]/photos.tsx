"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { IntakePhotoState } from "@/db/tenant/intake";
import { countInWords } from "../import-words";

type Counts = Readonly<Record<IntakePhotoState, number>>;

/** How often is asked how many photos have come, in milliseconds. */
const ASK = 1500;

/** The photos that rows of a sheet name: how many have come, and which can't be had. */
export function Photos({
  id,
  now,
  isUndone,
}: {
  readonly id: string;
  readonly now: Counts;
  readonly isUndone: boolean;
}) {
  const router = useRouter();
  const [counts, setCounts] = useState(now);
  useEffect(() => setCounts(now), [now]);
  const isWaiting = counts.waiting > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const asking = setInterval(async () => {
      const answer = await fetch(`/studio/import/${id}/progress`).catch(() => null);
      if (!answer?.ok) return;
      const { photos }: { photos?: Counts } = await answer.json();
      if (!photos) return;
      setCounts(photos);
      if (photos.waiting === 0) router.refresh();
    }, ASK);
    return () => clearInterval(asking);
  }, [id, isWaiting, router]);
  const { waiting, added, there, refused } = counts;
  const total = waiting + added + there + refused;
  if (total === 0 || isUndone) return null;
  const passed = total - waiting;
  return (
    <section className="st-block im-progress" aria-labelledby="photos">
      <h2 id="photos">Photos</h2>
      {isWaiting && (
        <div role="status" className="im-progress">
          <p>
            Fetching photos{" "}
            <span className="st-num st-sub">
              {passed.toLocaleString("en")} of {total.toLocaleString("en")}
            </span>
          </p>
          <progress
            className="ui-progress"
            aria-label="How many photos have come"
            value={passed}
            max={total}
          />
          <p className="st-sub">
            The items are here. You may leave this page: their photos come without you.
          </p>
        </div>
      )}
      {!isWaiting && <p>{cameInWords(counts)}</p>}
      {refused > 0 && (
        <p>
          {/* A download, which the router would not know what to do with. */}
          <a className="st-link" href={`/studio/import/${id}/photos`} download>
            Download what did not come ({countInWords(refused, "photo")})
          </a>{" "}
          <span className="st-sub">with its line and the reason.</span>
        </p>
      )}
    </section>
  );
}

function cameInWords({ added, there, refused }: Counts): string {
  const parts = [
    `${added === 0 ? "No photo was" : added === 1 ? "1 photo was" : `${added.toLocaleString("en")} photos were`} added.`,
    there > 0 && `${countInWords(there, "photo")} ${there === 1 ? "was" : "were"} here already.`,
    refused > 0 && `${countInWords(refused, "photo")} did not come.`,
  ];
  return parts.filter(Boolean).join(" ");
}
