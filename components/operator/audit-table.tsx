import { Moment } from "./figures";
import { Stored } from "./stored";

/** A line of the audit log as the console shows it. */
export interface ListedLine {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly tenantId: string | null;
  readonly slug: string;
  readonly action: string;
  readonly reason: string;
  readonly detail: unknown;
}

/** Who did what and why, newest first. */
export function AuditTable(props: {
  readonly lines: readonly ListedLine[];
  readonly withTenant: boolean;
}) {
  return (
    <table className="op-table op-cards op-even">
      <thead>
        <tr>
          <th scope="col">What was done</th>
          {props.withTenant && <th scope="col">Site</th>}
          <th scope="col">By</th>
          <th scope="col">Why</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        {props.lines.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              <Stored text={line.action} most={120} />
              <Detail detail={line.detail} />
            </th>
            {props.withTenant && (
              <td data-label="Site">
                {line.tenantId ? (
                  <a className="op-link" href={`/tenants/${line.tenantId}`}>
                    <Stored text={line.slug || "unnamed"} most={40} />
                  </a>
                ) : (
                  <Stored text={line.slug || "–"} most={40} />
                )}
              </td>
            )}
            <td data-label="By">
              <Stored text={line.actor} most={80} />
            </td>
            <td data-label="Why" data-empty={line.reason ? undefined : true}>
              <Stored text={line.reason} most={300} />
            </td>
            <td data-label="When">
              <Moment at={line.at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Detail({ detail }: { readonly detail: unknown }) {
  const entries = Object.entries(detail && typeof detail === "object" ? detail : {});
  if (entries.length === 0) return null;
  const words = entries
    .map(([key, value]) => `${key}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
  return (
    <span className="op-under">
      <Stored text={words} most={240} />
    </span>
  );
}
