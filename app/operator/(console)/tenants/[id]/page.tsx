import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { addressOf } from "@/base/env";
import { log } from "@/base/log";
import { AuditTable } from "@/components/operator/audit-table";
import { Moment, numberInWords, sizeInWords } from "@/components/operator/figures";
import { Placement, State } from "@/components/operator/placement";
import { Stored } from "@/components/operator/stored";
import { WorkTable } from "@/components/operator/work-table";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { type ConsoleTenant, findConsoleTenant } from "@/db/platform/queries/console";
import { listWorkOf } from "@/db/platform/queries/console-work";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { listFormerNames } from "@/db/platform/queries/names";
import { listBackups } from "@/server/life/backups";
import { operatorVisit } from "@/server/operator/visit";
import { Live } from "../../live";
import { Deeds } from "./deeds";
import { Support } from "./support";

export const metadata: Metadata = { title: "Tenant" };

interface Props {
  readonly params: Promise<{ id: string }>;
}

/** Everything the platform knows of one tenant, and what an operator may do to it. */
export default async function TenantPage({ params }: Props) {
  await operatorVisit();
  const id = z.uuid().safeParse((await params).id).data;
  const found =
    id &&
    (await platform.read((tx) =>
      Promise.all([
        findConsoleTenant(tx, id),
        listWorkOf(tx, id),
        listAudit(tx, { tenantId: id, limit: 50 }),
        listFormerNames(tx, id),
        listAllDatabases(tx),
      ]),
    ));
  const [tenant, work, lines, names, databases] = found || [];
  if (!tenant || !work || !lines || !names || !databases) notFound();
  const backups = await listBackups(tenant).catch((error: unknown) => {
    log.warn({ err: error, tenant: tenant.id }, "backups not listed");
    return [];
  });
  const now = new Date();
  const running = work.some(
    ({ state, runAt }) => state === "running" || (state === "waiting" && runAt <= now),
  );
  return (
    <>
      <p className="op-crumb">
        <a href="/">Tenants</a>
      </p>
      <div className="op-head">
        <h1>{tenant.slug}</h1>
        <p>
          <State state={tenant.state} />
        </p>
      </div>
      <div className="op-two">
        <div>
          <Facts tenant={tenant} names={names} />
          <section className="op-group">
            <h2>Operations</h2>
            {work.length > 0 ? (
              <WorkTable work={work} now={now} withTenant={false} />
            ) : (
              <p className="op-empty">Nothing was ordered for this site yet.</p>
            )}
          </section>
          <section className="op-group">
            <h2>Audit</h2>
            {lines.length > 0 ? (
              <AuditTable lines={lines} withTenant={false} />
            ) : (
              <p className="op-empty">Nothing was done to this site yet.</p>
            )}
          </section>
        </div>
        <div className="op-aside">
          <Support tenantId={tenant.id} />
          <Deeds tenant={tenant} databases={databases} backups={backups} />
        </div>
      </div>
      <Live on={running} />
    </>
  );
}

function Facts(props: {
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
