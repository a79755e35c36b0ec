import { LocalTime } from "@/components/local-time";
import {
  isTroubled,
  type StatusDay,
  StatusDays,
  type StatusState,
  TroubledDays,
  uptimeInWords,
} from "./status-days";
import { IncidentStory, type StatusIncident, type StatusWindow, WindowStory } from "./status-story";

/** A component as anyone may see it. */
export interface StatusComponent {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly state: StatusState;
  /** False where this is what was found last. */
  readonly current: boolean;
  readonly says: string;
  readonly uptime: number | null;
  readonly days: readonly StatusDay[];
}

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

const WORDS = {
  operational: "Working",
  degraded: "Degraded",
  down: "Down",
  maintenance: "Maintenance",
} as const;

function Storey({ component }: { readonly component: StatusComponent }) {
  const { state, current, says, days, uptime } = component;
  const troubled = days.filter(isTroubled).length;
  return (
    <li className="status-storey" data-state={state} data-current={current}>
      <div className="status-plate">
        <h2>{component.name}</h2>
        <p>{component.about}</p>
      </div>
      <p className="status-state" data-state={state}>
        {current ? WORDS[state] : `${WORDS[state]}, last known`}
      </p>
      <StatusDays days={days} uptime={uptime} />
      <div className="status-under">
        <span className="status-uptime">{uptimeInWords(uptime)}</span>
        {says && <span className="status-says">{says}</span>}
        {troubled > 0 && (
          <details>
            <summary>{troubled === 1 ? "1 day to tell of" : `${troubled} days to tell of`}</summary>
            <ul>
              <TroubledDays days={days} />
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}

/** Below the ground: what is over. */
function Below({
  incidents,
  windows,
  well,
}: Pick<StatusProps, "incidents" | "windows"> & { readonly well: boolean }) {
  const past = [
    ...incidents
      .filter(({ endedAt }) => endedAt !== null)
      .map((incident) => ({
        at: incident.beganAt,
        id: incident.id,
        story: <IncidentStory incident={incident} under="h2" />,
      })),
    ...windows
      .filter(({ phase }) => phase === "over" || phase === "called off")
      .map((window) => ({
        at: window.beginsAt,
        id: window.id,
        story: <WindowStory window={window} under="h2" />,
      })),
  ].toSorted((one, other) => other.at.localeCompare(one.at));
  return (
    <section className="status-below" aria-labelledby="past">
      <div className="status-below-head">
        <h2 id="past">What happened</h2>
        <p>
          In the last 90 days. Follow it in a <a href="/status/feed.xml">feed reader</a> or as{" "}
          <a href="/status.json">JSON</a>.
        </p>
      </div>
      {past.length > 0 ? (
        <ul className="status-past">
          {past.map(({ id, story }) => (
            <li key={id}>{story}</li>
          ))}
        </ul>
      ) : (
        <p className="status-nothing">
          {well
            ? "Nothing went wrong, and no work was announced."
            : "Nothing before this, and no work that is over."}
        </p>
      )}
    </section>
  );
}
