import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { log } from "@/base/log";
import { AuditTable } from "@/components/operator/audit-table";
import { State } from "@/components/operator/placement";
import { WorkTable } from "@/components/operator/work-table";
import { platform } from "@/db/platform/door";
import { listAudit } from "@/db/platform/queries/audit";
import { findConsoleTenant } from "@/db/platform/queries/console";
import { listWorkOf } from "@/db/platform/queries/console-work";
import { listAllDatabases } from "@/db/platform/queries/databases";
import { listFormerNames } from "@/db/platform/queries/names";
import { listBackups } from "@/server/life/backups";
import { operatorVisit } from "@/server/operator/visit";
import { Live } from "../../live";
import { Deeds } from "./deeds";
import { Facts } from "./facts";
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
