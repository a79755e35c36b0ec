import { Moment, numberInWords } from "./figures";
import { Stored } from "./stored";

/** An attack on the walls as the console shows it. */
export interface ListedRun {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly version: string;
  readonly requests: number;
  readonly wrongSide: number;
  readonly mutants: number;
  readonly caught: number;
  readonly passed: boolean;
  readonly detail: unknown;
}

/** How each attack ended, the last one first. */
export function IsolationTable({ runs }: { readonly runs: readonly ListedRun[] }) {
  return (
    <table className="op-table op-cards">
      <thead>
        <tr>
          <th scope="col">Attack</th>
          <th scope="col">Ended</th>
          <th scope="col" className="op-right">
            Requests
          </th>
          <th scope="col" className="op-right">
            On the wrong side
          </th>
          <th scope="col" className="op-right">
            Mutants caught
          </th>
          <th scope="col" className="op-right">
            Took
          </th>
          <th scope="col">Version</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <th scope="row">
              <Moment at={run.startedAt} />
              <Failures detail={run.detail} />
            </th>
            <td data-label="Ended">
              <span className="op-work-state" data-state={run.passed ? "succeeded" : "failed"}>
                {run.passed ? "the walls held" : "a wall gave way"}
              </span>
            </td>
            <td data-label="Requests" className="op-num op-right">
              {numberInWords(run.requests)}
            </td>
            <td data-label="Wrong side" className="op-num op-right">
              {numberInWords(run.wrongSide)}
            </td>
            <td data-label="Mutants" className="op-num op-right">
              {numberInWords(run.caught)} of {numberInWords(run.mutants)}
            </td>
            <td data-label="Took" className="op-num op-right">
              {Math.round((run.endedAt.getTime() - run.startedAt.getTime()) / 1000)} s
            </td>
            <td data-label="Version" className="op-mono">
              <Stored text={run.version || "unknown"} most={12} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What failed, in the words of the run. Nothing for a run that passed. */
function Failures({ detail }: { readonly detail: unknown }) {
  const failures =
    detail && typeof detail === "object" && "failures" in detail && Array.isArray(detail.failures)
      ? detail.failures.filter((one): one is string => typeof one === "string")
      : [];
  return failures.slice(0, 3).map((failure) => (
    <span className="op-under op-failed" key={failure}>
      <Stored text={failure} most={240} />
    </span>
  ));
}
