import { tellFigure } from "@/base/telemetry/sender";
import { platform } from "@/db/platform/door";
import { countByKind, measureLag } from "@/db/platform/queries/operation-counts";

/** Registers the figures of jobs for each push. Every worker tells the same figures, because all share one list. */
export function tellJobs(): void {
  tellFigure("swingtag.jobs", async () => {
    const counts = await platform.read(countByKind);
    // Zero for every state, because without a value a chart would keep the last one.
    const none = ["waiting", "running", "failed"].map((state) => ({
      value: 0,
      attributes: { kind: "none", state },
    }));
    return [
      ...none,
      ...counts.map(({ kind, state, count }) => ({ value: count, attributes: { kind, state } })),
    ];
  });
  tellFigure("swingtag.worker.lag", async () => [{ value: await platform.read(measureLag) }]);
}
