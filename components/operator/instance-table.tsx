import { Moment } from "./figures";
import { Stored } from "./stored";

/** A process as it reports itself. */
export interface ListedProcess {
  readonly name: string;
  readonly kind: "web" | "worker";
  readonly version: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
  /** In seconds. */
  readonly silent: number;
}

/** Processes, a line each. A web process speaks every 15 seconds, a worker every minute. */
export function InstanceTable({ instances }: { readonly instances: readonly ListedProcess[] }) {
  return (
    <table className="op-table op-cards">
      <thead>
        <tr>
          <th scope="col">Process</th>
          <th scope="col">Kind</th>
          <th scope="col">Version</th>
          <th scope="col">Since</th>
          <th scope="col">Heard of</th>
        </tr>
      </thead>
      <tbody>
        {instances.map((one) => (
          <tr key={`${one.kind} ${one.name}`}>
            <th scope="row">
              <Stored text={one.name} most={100} />
            </th>
            <td data-label="Kind">{one.kind}</td>
            <td data-label="Version" className="op-mono">
              <Stored text={one.version} most={40} />
            </td>
            <td data-label="Since">
              <Moment at={one.startedAt} />
            </td>
            <td data-label="Heard of">
              <span
                className="op-work-state"
                data-state={one.silent > (one.kind === "web" ? 45 : 150) ? "failed" : "succeeded"}
              >
                {one.silent < 90
                  ? `${Math.round(one.silent)} s ago`
                  : `${Math.round(one.silent / 60)} min ago`}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
