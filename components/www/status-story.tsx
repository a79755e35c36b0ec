import { LocalTime } from "@/components/local-time";

/** An incident as anyone may read it. */
export interface StatusIncident {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  /** Names of components. */
  readonly components: readonly string[];
  /** ISO 8601, as all times here. */
  readonly beganAt: string;
  readonly endedAt: string | null;
  /** Newest first. */
  readonly updates: readonly {
    readonly id: string;
    readonly state: string;
    readonly text: string;
    readonly at: string;
  }[];
}

/** The heading that a story stands under. */
export type Under = "h1" | "h2";

/** The heading of a story, by the one it stands under. */
export const HEADINGS = { h1: "h2", h2: "h3" } as const;

/** What happened, with what was said of it, the last word first. */
export function IncidentStory({
  incident,
  under,
}: {
  readonly incident: StatusIncident;
  readonly under: Under;
}) {
  const Heading = HEADINGS[under];
  const open = incident.endedAt === null;
  return (
    <article className="status-story" id={`incident-${incident.id}`} data-open={open || undefined}>
      <Heading>{incident.title}</Heading>
      <p className="status-when">
        {open ? "since " : ""}
        <LocalTime at={incident.beganAt} />
        {incident.endedAt && <>, {lengthBetween(incident.beganAt, incident.endedAt)}</>}
        {incident.components.length > 0 && ` · ${incident.components.join(", ")}`}
      </p>
      <ol>
        {incident.updates.map((update) => (
          <li key={update.id}>
            <b>{wordOf(update.state)}</b>
            <p className="status-said">{update.text}</p>
            <LocalTime at={update.at} />
          </li>
        ))}
      </ol>
    </article>
  );
}

function wordOf(state: string): string {
  return state.charAt(0).toUpperCase() + state.slice(1);
}

function lengthBetween(from: string, to: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  if (minutes < 120) return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
