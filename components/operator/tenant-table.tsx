import type { ComponentProps } from "react";
import { Moment, numberInWords, sizeInWords } from "./figures";
import { Placement, State } from "./placement";
import { Progress, type Working } from "./progress";
import { Stored } from "./stored";

/** A tenant as the list shows it. */
export interface ListedTenant {
  readonly id: string;
  readonly slug: string;
  readonly state: string;
  readonly confirmed: boolean;
  readonly placement: ComponentProps<typeof Placement>["placement"];
  readonly databaseName: string;
  readonly server: string;
  readonly schemaVersion: string;
  readonly items: number;
  readonly bytes: number;
  readonly measuredAt: Date | null;
  /** What is under way for it now. */
  readonly working: Working | null;
  /** What failed last. */
  readonly failed: { readonly kind: string; readonly error: string; readonly at: Date } | null;
}

/** One page of tenants, a line each; on a telephone a card each. */
export function TenantTable({ tenants }: { readonly tenants: readonly ListedTenant[] }) {
  return (
    <table className="op-table op-cards">
      <thead>
        <tr>
          <th scope="col">Site</th>
          <th scope="col">State</th>
          <th scope="col">Lives in</th>
          <th scope="col" className="op-right">
            Items
          </th>
          <th scope="col" className="op-right">
            Size
          </th>
          <th scope="col">Schema</th>
          <th scope="col">Work and last error</th>
        </tr>
      </thead>
      <tbody>
        {tenants.map((tenant) => (
          <tr key={tenant.id}>
            <th scope="row">
              <a className="op-link" href={`/tenants/${tenant.id}`}>
                <Stored text={tenant.slug} most={40} />
              </a>
              {!tenant.confirmed && <span className="op-soft"> unconfirmed</span>}
            </th>
            <td data-label="State">
              <State state={tenant.state} />
            </td>
            <td data-label="Lives in">
              <Placement placement={tenant.placement} />{" "}
              <span className="op-soft op-mono">
                <Stored text={tenant.databaseName} most={63} />
                {tenant.server && (
                  <>
                    {" on "}
                    <Stored text={tenant.server} most={80} />
                  </>
                )}
              </span>
            </td>
            <td data-label="Items" className="op-num op-right">
              {tenant.measuredAt ? numberInWords(tenant.items) : "–"}
            </td>
            <td data-label="Size" className="op-num op-right">
              {tenant.measuredAt ? sizeInWords(tenant.bytes) : "–"}
            </td>
            <td data-label="Schema" className="op-mono">
              <Stored text={tenant.schemaVersion || "unknown"} most={40} />
            </td>
            <td data-label="Work" data-empty={!tenant.working && !tenant.failed ? true : undefined}>
              {tenant.working && <Progress work={tenant.working} />}
              {tenant.failed && (
                <p className="op-failed">
                  <Stored text={`${tenant.failed.kind}: ${tenant.failed.error}`} most={140} />{" "}
                  <Moment at={tenant.failed.at} />
                </p>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
