import { addressOf } from "@/base/env";
import { Moment, numberInWords, sizeInWords } from "@/components/operator/figures";
import { Placement } from "@/components/operator/placement";
import { Stored } from "@/components/operator/stored";
import type { ConsoleTenant } from "@/db/platform/queries/console";

/** What the console knows of a site. */
export function Facts(props: {
  readonly tenant: ConsoleTenant;
  readonly names: readonly { readonly slug: string; readonly until: Date }[];
}) {
  const { tenant, names } = props;
  return (
    <dl className="op-facts">
      <div>
        <dt>Address</dt>
        <dd>
          {tenant.state === "active" ? (
            <a className="op-link" href={addressOf(tenant.slug)} rel="noreferrer">
              {new URL(addressOf(tenant.slug)).host}
            </a>
          ) : (
            new URL(addressOf(tenant.slug)).host
          )}
          {!tenant.confirmed && <span className="op-soft">, its owner is unconfirmed</span>}
        </dd>
      </div>
      <div>
        <dt>Lives in</dt>
        <dd>
          <Placement placement={tenant.placement} />{" "}
          <span className="op-mono">
            <Stored text={tenant.databaseName} most={63} />
          </span>{" "}
          on <Stored text={tenant.server || "the platform’s server"} most={80} />
        </dd>
      </div>
      <div>
        <dt>Schema</dt>
        <dd className="op-mono">
          <Stored text={tenant.schemaVersion || "unknown"} most={40} />
        </dd>
      </div>
      <div>
        <dt>Size</dt>
        <dd className="op-num">
          {tenant.measuredAt ? (
            <>
              {numberInWords(tenant.items)} items, {sizeInWords(tenant.bytes)} of rows and files;
              measured <Moment at={tenant.measuredAt} />
            </>
          ) : (
            "not measured yet"
          )}
        </dd>
      </div>
      <div>
        <dt>Since</dt>
        <dd>
          <Moment at={tenant.createdAt} />
          {tenant.purgeAt && (
            <>
              , removed for good <Moment at={tenant.purgeAt} />
            </>
          )}
        </dd>
      </div>
      {names.length > 0 && (
        <div>
          <dt>Former names</dt>
          <dd>
            {names.map(({ slug, until }) => (
              <span key={slug} className="op-former">
                <Stored text={slug} most={40} />, kept until <Moment at={until} />
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}
