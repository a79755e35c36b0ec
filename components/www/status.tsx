import { LocalTime } from "@/components/local-time";
import { Below } from "./status-below";
import { IncidentStory, type StatusIncident } from "./status-story";
import { type StatusComponent, Storey } from "./storey";
import { type StatusWindow, WindowStory } from "./window-story";

export interface StatusProps {
  readonly overall: "well" | "degraded" | "down" | "maintenance" | "unwatched" | "unknown";
  readonly headline: string;
  /** How far this can be relied on; empty where it is current. */
  readonly caution: string;
  /** ISO 8601, of the last look; null before the first. */
  readonly watchedAt: string | null;
  readonly components: readonly StatusComponent[];
  /** Open ones first. */
  readonly incidents: readonly StatusIncident[];
  /** The last first. */
  readonly windows: readonly StatusWindow[];
  /** How many more concern single databases or sites. */
  readonly otherWindows: number;
}

/** The house, storey by storey: how it stands, how it stood for 90 days, what happened below. */
export function Status(props: StatusProps) {
  const { incidents, windows } = props;
  const open = incidents.filter(({ endedAt }) => endedAt === null);
  const coming = windows
    .filter(({ phase }) => phase === "announced" || phase === "now")
    .toReversed();
  return (
    <div className="status" data-overall={props.overall}>
      <div className="status-house">
        <div className="status-roof" aria-hidden="true" />
        <section className="status-attic">
          <h1>{props.headline}</h1>
          {props.caution ? (
            <p className="status-caution">{props.caution}</p>
          ) : (
            <p className="status-looked">
              Every part is tried once a minute, the last time at{" "}
              {props.watchedAt ? <LocalTime at={props.watchedAt} short /> : "no time yet"}.
            </p>
          )}
        </section>
        {(open.length > 0 || coming.length > 0 || props.otherWindows > 0) && (
          <section className="status-now" aria-label="Now and soon">
            {open.map((incident) => (
              <IncidentStory key={incident.id} incident={incident} under="h1" />
            ))}
            {coming.map((window) => (
              <WindowStory key={window.id} window={window} under="h1" />
            ))}
            {props.otherWindows > 0 && (
              <p className="status-others">
                {props.otherWindows === 1
                  ? "One announced maintenance concerns single sites. Their studios tell them."
                  : `${props.otherWindows} announced maintenances concern single sites. Their studios tell them.`}
              </p>
            )}
          </section>
        )}
        {props.components.length > 0 && (
          <section className="status-storeys" aria-label="Components">
            <ul>
              {props.components.map((component) => (
                <Storey key={component.id} component={component} />
              ))}
            </ul>
            <p className="status-key">
              <span className="status-whole">90 days ago</span>
              <span className="status-half">45 days ago</span>
              <span className="status-marks">
                <span>
                  <i data-state="operational" /> working
                </span>
                <span>
                  <i data-state="degraded" /> degraded
                </span>
                <span>
                  <i data-state="down" /> down
                </span>
                <span>
                  <i data-state="maintenance" /> maintenance
                </span>
                <span>
                  <i data-state="none" /> not watched
                </span>
              </span>
              <span>today</span>
            </p>
          </section>
        )}
      </div>
      <Below incidents={incidents} windows={windows} well={props.overall === "well"} />
    </div>
  );
}
