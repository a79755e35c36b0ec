import { Moment } from "./figures";
import { Progress, type Working } from "./progress";
import { Stored } from "./stored";

/** An operation as the console shows it. */
export interface ListedWork extends Working {
  readonly id: string;
  readonly tenantId: string | null;
  readonly slug: string;
  readonly error: string;
  readonly attempts: number;
  readonly orderedBy: string;
  readonly reason: string;
  readonly runAt: Date;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/**
 * Operations, a line each.
 * @param now the moment that decides what is due
 */
export function WorkTable(props: {
  readonly work: readonly ListedWork[];
  readonly now: Date;
  /** Left out where all are of one tenant. */
  readonly withTenant: boolean;
}) {
  return (
    <table className="op-table op-cards op-even">
      <thead>
        <tr>
          <th scope="col">What</th>
          {props.withTenant && <th scope="col">Site</th>}
          <th scope="col">State</th>
          <th scope="col">Ordered</th>
          <th scope="col">By and why</th>
        </tr>
      </thead>
      <tbody>
        {props.work.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.state === "running" || (one.state === "waiting" && one.runAt <= props.now) ? (
                <Progress work={one} />
              ) : (
                <Stored text={one.kind} most={40} />
              )}
            </th>
            {props.withTenant && (
              <td data-label="Site">
                {one.tenantId ? (
                  <a className="op-link" href={`/tenants/${one.tenantId}`}>
                    <Stored text={one.slug || "unnamed"} most={40} />
                  </a>
                ) : (
                  <Stored text={one.slug || "–"} most={40} />
                )}
              </td>
            )}
            <td data-label="State">
              <Ended work={one} now={props.now} />
            </td>
            <td data-label="Ordered">
              <Moment at={one.createdAt} />
            </td>
            <td data-label="By">
              <Stored text={one.orderedBy} most={80} />
              {one.reason && (
                <span className="op-under">
                  <Stored text={one.reason} most={200} />
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Ended({ work, now }: { readonly work: ListedWork; readonly now: Date }) {
  const waits = work.state === "waiting" && work.runAt > now;
  return (
    <>
      <span className="op-work-state" data-state={work.state}>
        {waits ? (
          <>
            waits until <Moment at={work.runAt} />
          </>
        ) : (
          work.state
        )}
      </span>
      {work.attempts > 1 && <span className="op-soft">, begun {work.attempts} times</span>}
      {work.endedAt && (
        <span className="op-under">
          <Moment at={work.endedAt} />
        </span>
      )}
      {work.error && (
        <p className="op-failed">
          <Stored text={work.error} most={240} />
        </p>
      )}
    </>
  );
}
