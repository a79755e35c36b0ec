"use client";

import { Button } from "@/components/ui/button";
import type { ContrastPair, ContrastReport } from "@/themes/contrast";
import { FailingPair } from "./failing-pair";
import { sayRatio } from "./skin-draft";

/** What of the skin is hard to read, in words, and how each is repaired. */
export function ContrastPanel(props: {
  readonly report: ContrastReport;
  readonly onRepair: (pair: ContrastPair) => void;
  readonly onRepairAll: () => void;
}) {
  const failing = props.report.pairs.filter((pair) => !pair.passes);
  return (
    <section className="skin-group" aria-labelledby="contrast">
      <div className="skin-group-head">
        <h2 id="contrast">Contrast</h2>
        {failing.length > 1 && (
          <Button small look="primary" onClick={props.onRepairAll}>
            Repair all
          </Button>
        )}
      </div>
      <div role="status">
        {failing.length === 0 ? (
          <p className="skin-passes">{passing(props.report)}</p>
        ) : (
          <p>
            {failing.length === 1 ? "One pair is" : `${failing.length} pairs are`} hard to read. A
            skin is published once all pass.
          </p>
        )}
      </div>
      {failing.length > 0 && (
        <ul className="skin-failing">
          {failing.map((pair) => (
            <FailingPair
              key={`${pair.scheme} ${pair.foreground} ${pair.background}`}
              pair={pair}
              onRepair={() => props.onRepair(pair)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function passing({ pairs }: ContrastReport): string {
  const [closest] = [...pairs].sort(
    (one, other) => one.ratio / one.needs - other.ratio / other.needs,
  );
  if (!closest) return "Every pair passes.";
  return `All ${pairs.length} pairs pass. The closest: ${closest.where} in ${closest.scheme}, ${sayRatio(closest.ratio)} where ${closest.needs} is needed.`;
}
