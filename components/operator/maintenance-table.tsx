import type { ReactNode } from "react";
import { Moment, numberInWords } from "./figures";
import { Stored } from "./stored";

/** Announced maintenance as the console shows it. */
export interface ListedMaintenance {
  readonly id: string;
  readonly phase: "announced" | "now" | "over" | "called off";
  readonly concerns: "all" | "database" | "tenant";
  readonly databaseName: string | null;
  readonly slug: string | null;
  readonly components: readonly string[];
  readonly text: string;
  readonly beginsAt: Date;
  readonly endsAt: Date;
  /**
   * How many owners' letters the mail server took, and how many letters have an unknown outcome because a
   * worker was killed.
   */
  readonly written: number;
  readonly unknown: number;
}

/** Windows, a line each. */
export function MaintenanceTable<One extends ListedMaintenance>(props: {
  readonly windows: readonly One[];
  readonly deeds?: (window: One) => ReactNode;
}) {
  return (
    <table className="op-table op-cards">
      <thead>
        <tr>
          <th scope="col" className="op-when">
            When, UTC
          </th>
          <th scope="col">Concerns</th>
          <th scope="col">What</th>
          <th scope="col" className="op-right">
            Letters
          </th>
          {props.deeds && <th scope="col">Do</th>}
        </tr>
      </thead>
      <tbody>
        {props.windows.map((window) => (
          <tr key={window.id}>
            <th scope="row">
              <Moment at={window.beginsAt} />
              <span className="op-under">
                to <Moment at={window.endsAt} />
              </span>
              <span className="op-work-state" data-state={STATES[window.phase]}>
                {window.phase}
              </span>
            </th>
            <td data-label="Concerns">
              {window.concerns === "all" && "everyone"}
              {window.concerns === "database" && (
                <>
                  the database{" "}
                  <span className="op-mono">
                    <Stored text={window.databaseName ?? "gone"} most={63} />
                  </span>
                </>
              )}
              {window.concerns === "tenant" && <Stored text={window.slug ?? "gone"} most={40} />}
              <span className="op-under">{window.components.join(", ")}</span>
            </td>
            <td data-label="What">
              <Stored text={window.text} most={400} />
            </td>
            <td data-label="Letters" className="op-num op-right">
              {numberInWords(window.written)}
              {window.unknown > 0 && (
                <span className="op-under">{numberInWords(window.unknown)} unknown</span>
              )}
            </td>
            {props.deeds && <td data-label="Do">{props.deeds(window)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const STATES = {
  announced: "waiting",
  now: "running",
  over: "succeeded",
  "called off": "waiting",
} as const;
