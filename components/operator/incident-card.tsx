import type { ReactNode } from "react";
import { Moment } from "./figures";
import { Stored } from "./stored";

/** An incident as the console shows it. */
export interface ListedIncident {
  readonly id: string;
  readonly title: string;
  readonly automatic: boolean;
  readonly state: string;
  /** The own database that it is about; null if everyone may read it. */
  readonly databaseName: string | null;
  readonly components: readonly string[];
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  /** Newest first. */
  readonly updates: readonly {
    readonly id: string;
    readonly state: string;
    readonly text: string;
    readonly at: Date;
  }[];
}

/** An incident with what was said of it. @param children what may be done */
export function IncidentCard(props: {
  readonly incident: ListedIncident;
  readonly children?: ReactNode;
}) {
  const { incident } = props;
  return (
    <article className="op-incident" data-open={incident.endedAt === null || undefined}>
      <h3>
        <Stored text={incident.title} most={160} />
      </h3>
      <p className="op-soft">
        {incident.endedAt ? "" : "open since "}
        <Moment at={incident.beganAt} />
        {incident.endedAt && (
          <>
            {" to "}
            <Moment at={incident.endedAt} />
          </>
        )}
        {" UTC · "}
        {incident.components.join(", ")}
        {" · "}
        {incident.automatic ? "noticed by Swingtag" : "reported by an operator"}
        {incident.databaseName !== null && (
          <>
            {" · only the studio of the site in "}
            <span className="op-mono">
              <Stored text={incident.databaseName} most={63} />
            </span>
            {" tells of it"}
          </>
        )}
      </p>
      <ol className="op-said-of">
        {incident.updates.map((update) => (
          <li key={update.id}>
            <span className="op-soft">
              <Moment at={update.at} />
            </span>
            <b>{update.state}</b>
            <Stored text={update.text} most={2000} />
          </li>
        ))}
      </ol>
      {props.children}
    </article>
  );
}
