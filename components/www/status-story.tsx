import { LocalSpan, LocalTime } from "@/components/local-time";

/** An incident as anyone may read it. */
export interface StatusIncident {
  readonly id: string;
  readonly title: string;
  readonly state: "investigating" | "identified" | "monitoring" | "resolved";
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

/** The heading that a story stands under. */
type Under = "h1" | "h2";

const HEADINGS = { h1: "h2", h2: "h3" } as const;

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

function wordOf(state: string): string {
  return state.charAt(0).toUpperCase() + state.slice(1);
}

function lengthBetween(from: string, to: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  if (minutes < 120) return `${minutes} ${minutes === 1 ? "minute" : "minutes"}`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
