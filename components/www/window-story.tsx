import { LocalSpan } from "@/components/local-time";
import { HEADINGS, type Under } from "./status-story";

/** Announced maintenance as anyone may read it. */
export interface StatusWindow {
  readonly id: string;
  readonly phase: "announced" | "now" | "over" | "called off";
  readonly text: string;
  readonly components: readonly string[];
  readonly beginsAt: string;
  readonly endsAt: string;
  readonly announcedAt: string;
}

/** A window, in whichever of its phases. */
export function WindowStory({
  window,
  under,
}: {
  readonly window: StatusWindow;
  readonly under: Under;
}) {
  const Heading = HEADINGS[under];
  return (
    <article className="status-story" id={`maintenance-${window.id}`} data-phase={window.phase}>
      <Heading>{HEADS[window.phase]}</Heading>
      <p className="status-when">
        <LocalSpan from={window.beginsAt} to={window.endsAt} />
        {window.components.length > 0 && ` · ${window.components.join(", ")}`}
      </p>
      <p className="status-said">{window.text}</p>
    </article>
  );
}

const HEADS = {
  announced: "Maintenance is announced",
  now: "Maintenance, now",
  over: "Maintenance",
  "called off": "Maintenance, called off",
} as const;
