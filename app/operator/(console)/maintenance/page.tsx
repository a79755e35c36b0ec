import type { Metadata } from "next";
import { type ListedMaintenance, MaintenanceTable } from "@/components/operator/maintenance-table";
import { platform } from "@/db/platform/door";
import { listWindows } from "@/db/platform/queries/maintenance";
import { operatorVisit } from "@/server/operator/visit";
import { COMPONENTS, componentOf, isComponent } from "@/server/status/components";
import { phaseOf } from "@/server/status/view-shapes";
import { SureButton } from "../sure-button";
import { endMaintenance } from "./actions";
import { AnnounceForm } from "./announce-form";

export const metadata: Metadata = { title: "Maintenance" };

/** What work is announced, to whom, and the form for more. */
export default async function Maintenance() {
  await operatorVisit();
  const now = new Date();
  const all = await platform.read((tx) => listWindows(tx));
  const windows = all.map(
    (window): ListedMaintenance => ({
      ...window,
      phase: phaseOf(window, now),
      components: window.components.filter(isComponent).map((id) => componentOf(id).name),
    }),
  );
  const standing = windows.filter(({ phase }) => phase === "announced" || phase === "now");
  const past = windows.filter((one) => !standing.includes(one));
  return (
    <>
      <div className="op-head">
        <h1>Maintenance</h1>
        <p className="op-sum">
          While a window lasts, what it names is called maintenance on the status page, and no
          incident opens by itself.
        </p>
      </div>
      <div className="op-two">
        <div>
          <section className="op-group">
            <h2>Now and to come</h2>
            {standing.length > 0 ? (
              <MaintenanceTable
                windows={standing}
                deeds={(window) => (
                  <SureButton
                    id={window.id}
                    act={endMaintenance}
                    button={window.phase === "now" ? "End it now" : "Call it off"}
                    title={
                      window.phase === "now"
                        ? "End this maintenance now?"
                        : "Call this maintenance off?"
                    }
                    says={
                      window.phase === "now"
                        ? "From the next minute on, what does not answer is called down again."
                        : "Whoever was written to gets another letter that says so."
                    }
                  />
                )}
              />
            ) : (
              <p className="op-empty">No work is announced.</p>
            )}
          </section>
          <section className="op-group">
            <h2>Over</h2>
            {past.length > 0 ? (
              <MaintenanceTable windows={past} />
            ) : (
              <p className="op-empty">There was none yet.</p>
            )}
          </section>
        </div>
        <section className="op-group">
          <h2>Announce</h2>
          <AnnounceForm components={COMPONENTS.map(({ id, name }) => ({ id, name }))} />
        </section>
      </div>
    </>
  );
}
