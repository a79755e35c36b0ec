import { addressOf } from "@/base/env";
import { LocalSpan, LocalTime } from "@/components/local-time";
import { visit } from "@/server/access";
import { noticesFor } from "@/server/status/notices";
import "./status-notice.css";

/** Shows announced maintenance and incidents that concern this site, in every room of its studio. */
export async function StatusNotice() {
  const { scope, member } = await visit();
  if (!member) return null;
  const { windows, incidents } = await noticesFor(scope.tenant.id);
  if (windows.length + incidents.length === 0) return null;
  return (
    <section className="st-status" aria-label="Maintenance and incidents">
      {incidents.map((incident) => {
        const own = incident.databaseId !== null;
        const [last] = incident.updates;
        return (
          <div
            key={incident.id}
            className="st-status-one"
            data-open={!incident.endedAt || undefined}
          >
            <p className="st-status-what">{incident.title}</p>
            <p>{last?.text}</p>
            <p className="st-status-when">
              {incident.endedAt ? "From " : "Since "}
              {incident.endedAt ? (
                <LocalSpan
                  from={incident.beganAt.toISOString()}
                  to={incident.endedAt.toISOString()}
                />
              ) : (
                <LocalTime at={incident.beganAt.toISOString()} />
              )}
              {". "}
              {own ? "This concerns your site alone." : <StatusLink />}
            </p>
          </div>
        );
      })}
      {windows.map((window) => (
        <div key={window.id} className="st-status-one" data-phase={window.phase}>
          <p className="st-status-what">{HEADS[window.phase]}</p>
          <p className="st-status-text">{window.text}</p>
          <p className="st-status-when">
            <LocalSpan
              from={window.beginsAt.toISOString()}
              to={(window.endedAt ?? window.endsAt).toISOString()}
            />
            {". "}
            {window.concerns === "all" ? <StatusLink /> : WHOM[window.concerns]}
          </p>
        </div>
      ))}
    </section>
  );
}

const HEADS = {
  announced: "Maintenance is announced",
  now: "Maintenance is under way",
  over: "Maintenance is over",
  "called off": "Maintenance is called off",
} as const;

const WHOM = {
  database: "This concerns the database your site lives in.",
  tenant: "This concerns your site.",
} as const;

function StatusLink() {
  return (
    <a className="st-link" href={addressOf(null, "/status")}>
      See the status page
    </a>
  );
}
