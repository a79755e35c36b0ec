"use client";

import { useTransition } from "react";
import { attempt } from "@/components/studio/attempt";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import type { Skin } from "@/themes/skin";
import { wearVersion } from "./actions";

/** A saved version of the skin. */
export interface SavedVersion {
  readonly number: number;
  readonly note: string;
  /** When it was saved, in words. */
  readonly saved: string;
  readonly skin: Skin;
}

/** The saved versions; each can be worn again with one click. */
export function HistoryList(props: {
  readonly versions: readonly SavedVersion[];
  readonly worn: number;
  readonly onWorn: (skin: Skin) => void;
}) {
  const toast = useToast();
  const [pending, start] = useTransition();
  const wear = (number: number) =>
    start(async () => {
      const answer = await attempt(() => wearVersion({ number }));
      if (!answer.ok) return toast({ text: answer.message, tone: "problem" });
      toast({ text: `The site wears version ${number} again.` });
      props.onWorn(answer.data.skin);
    });
  return (
    <section className="skin-group" aria-labelledby="history">
      <h2 id="history">Versions</h2>
      <ol className="skin-versions">
        {props.versions.map((version) => (
          <li key={version.number}>
            <Swatches skin={version.skin} />
            <div className="skin-version-words">
              <p>
                <span className="st-num">Version {version.number}</span>
                {version.number === props.worn && <strong> · worn now</strong>}
              </p>
              <p className="ui-hint">
                {version.note ? `${version.note} · ` : ""}
                {version.saved}
              </p>
            </div>
            {version.number !== props.worn && (
              <Button small pending={pending} onClick={() => wear(version.number)}>
                Back to this<span className="visually-hidden"> version, {version.number}</span>
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Swatches({ skin }: { skin: Skin }) {
  const { paper, card, ink, accent } = skin.colours.light;
  return (
    <span className="skin-swatches" aria-hidden="true">
      {[paper, card, accent, ink].map((colour, index) => (
        <span key={`${String(index)} ${colour}`} style={{ backgroundColor: colour }} />
      ))}
    </span>
  );
}
