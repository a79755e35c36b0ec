import type { StatusProps } from "./status";
import { IncidentStory } from "./status-story";
import { WindowStory } from "./window-story";

/** Below the ground: what is over. */
export function Below({
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
