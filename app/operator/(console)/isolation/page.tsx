import type { Metadata } from "next";
import { IsolationTable } from "@/components/operator/isolation-table";
import { platform } from "@/db/platform/door";
import { listIsolationRuns } from "@/db/platform/queries/isolation";
import { operatorVisit } from "@/server/operator/visit";

export const metadata: Metadata = { title: "Isolation" };

/** How each attack on the walls ended. */
export default async function Isolation() {
  await operatorVisit();
  const runs = await platform.read((tx) => listIsolationRuns(tx));
  return (
    <>
      <div className="op-head">
        <h1>Isolation</h1>
        <p className="op-sum">
          Each run attacks the running product on both tiers, as each kind of person of one site
          against the others, and takes its guards away one by one.
        </p>
      </div>
      {runs.length > 0 ? (
        <IsolationTable runs={runs} />
      ) : (
        <p className="op-empty">
          The walls were not attacked yet. Run <code>npm run isolation</code>.
        </p>
      )}
    </>
  );
}
