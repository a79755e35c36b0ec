import { tellFigure } from "@/base/telemetry/sender";
import { platform } from "@/db/platform/door";
import { countByKind, findLag } from "@/db/platform/queries/operation-counts";

/** Lets the jobs be told whenever figures are pushed: the same from every worker, as they share one list. */
export function tellJobs(): void {
  tellFigure("swingtag.jobs", async () => {
    const counts = await platform.read(countByKind);
    // With nothing to tell, a chart would keep its last value.
    const none = ["waiting", "running", "failed"].map((state) => ({
      value: 0,
      attributes: { kind: "none", state },
    }));
    return [
      ...none,
      ...counts.map(({ kind, state, count }) => ({ value: count, attributes: { kind, state } })),
    ];
  });
  tellFigure("swingtag.worker.lag", async () => [{ value: await platform.read(findLag) }]);
}
