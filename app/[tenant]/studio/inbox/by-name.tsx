"use client";

import { useState, useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { LoosePhoto } from "@/db/tenant/queries/loose-photos";
import { giveEach, matchNames } from "./actions";

interface Match {
  readonly photo: string;
  readonly item: string;
  readonly name: string;
  readonly variant: string;
}

/** Hands out photos whose files are named after an item or its style number, after showing which would go where. */
export function ByName({ photos }: { readonly photos: readonly LoosePhoto[] }) {
  const [matches, setMatches] = useState<readonly Match[] | null>(null);
  const [pending, start] = useTransition();
  const toast = useToast();
  const named = (matches ?? []).flatMap((match) => {
    const photo = photos.find(({ id }) => id === match.photo);
    return photo ? [{ ...match, fileName: photo.fileName }] : [];
  });

  const look = () =>
    start(async () => {
      const answer = await attempt(() => matchNames({}));
      if (answer.ok) setMatches(answer.data);
      else toast({ text: answer.message, tone: "problem" });
    });
  const give = () =>
    start(async () => {
      const pairs = named.map(({ photo, item }) => ({ photo, item }));
      const answer = await attempt(() => giveEach({ pairs }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      setMatches(null);
      toast({ text: `${answer.data} photos are handed out.` });
    });

  return (
    <section className="st-block" aria-labelledby="by-name">
      <h2 id="by-name" className="st-title">
        By file name
      </h2>
      {matches === null || (matches.length > 0 && named.length === 0) ? (
        <>
          <p className="st-sub">
            Files named after an item or its style number, such as 4062.jpg or Peanut-2.heic.
          </p>
          <Button small pending={pending} onClick={look}>
            Look which fit
          </Button>
        </>
      ) : (
        <>
          <div role="status">
            {named.length === 0 && <p className="st-sub">No file is named after one item.</p>}
          </div>
          <ul className="inbox-matches">
            {named.map((match) => (
              <li key={match.photo}>
                <span className="inbox-name">{match.fileName}</span>
                <span>→ {[match.name, match.variant].filter(Boolean).join(", ")}</span>
                <button
                  type="button"
                  className="photo-dismiss"
                  aria-label={`Leave ${match.fileName} here`}
                  onClick={() => setMatches(named.filter(({ photo }) => photo !== match.photo))}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
          <div className="ui-row">
            {named.length > 0 && (
              <Button small pending={pending} onClick={give}>
                Hand out {named.length}
              </Button>
            )}
            <Button small look="quiet" onClick={() => setMatches(null)}>
              Leave it
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
