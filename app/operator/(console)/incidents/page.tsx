import type { Metadata } from "next";
import { addressOf } from "@/base/env";
import { IncidentCard, type ListedIncident } from "@/components/operator/incident-card";
import { InstanceTable } from "@/components/operator/instance-table";
import { platform } from "@/db/platform/door";
import { listUpdates, withUpdates } from "@/db/platform/queries/incident-stories";
import { listAllIncidents } from "@/db/platform/queries/incidents";
import { listInstances } from "@/db/platform/queries/instances";
import { operatorVisit } from "@/server/operator/visit";
import { COMPONENTS, componentOf, isComponent } from "@/server/status/components";
import { ReportForm } from "./report-form";
import { TellForm } from "./tell-form";

export const metadata: Metadata = { title: "Incidents" };

/** What is and was wrong, what was said of it, and which processes run. */
export default async function Incidents() {
  await operatorVisit();
  const [all, updates, instances] = await platform.read((tx) =>
    Promise.all([listAllIncidents(tx), listUpdates(tx, "all"), listInstances(tx)]),
  );
  const incidents = withUpdates(all, updates).map(
    (one): ListedIncident => ({
      ...one,
      components: one.components.filter(isComponent).map((id) => componentOf(id).name),
    }),
  );
  const open = incidents.filter(({ endedAt }) => endedAt === null);
  const past = incidents.filter(({ endedAt }) => endedAt !== null);
  return (
    <>
      <div className="op-head">
        <h1>Incidents</h1>
        <p className="op-sum">
          Swingtag opens one when a component is not well for three minutes and closes it when it is
          again. Everyone sees them on{" "}
          <a className="op-link" href={addressOf(null, "/status")}>
            the status page
          </a>
          .
        </p>
      </div>
      <div className="op-two">
        <div>
          <section className="op-group">
            <h2>Open</h2>
            {open.length === 0 && <p className="op-empty">Nothing is wrong.</p>}
            {open.map((incident) => (
              <IncidentCard key={incident.id} incident={incident}>
                <TellForm incident={incident.id} automatic={incident.automatic} />
              </IncidentCard>
            ))}
          </section>
          <section className="op-group">
            <h2>Processes</h2>
            {instances.length > 0 ? (
              <InstanceTable instances={instances} />
            ) : (
              <p className="op-empty">No process says that it lives.</p>
            )}
          </section>
          <section className="op-group">
            <h2>Over</h2>
            {past.length === 0 && <p className="op-empty">Nothing went wrong yet.</p>}
            {past.map((incident) => (
              <IncidentCard key={incident.id} incident={incident} />
            ))}
          </section>
        </div>
        <section className="op-group">
          <h2>Report</h2>
          <ReportForm components={COMPONENTS.map(({ id, name }) => ({ id, name }))} />
        </section>
      </div>
    </>
  );
}
