import { log } from "@/base/log";
import { Moment } from "@/components/operator/figures";
import { platform } from "@/db/platform/door";
import { findTenantById } from "@/db/platform/queries/tenants";
import { findStandingGrant } from "@/server/support";
import { OpenSite } from "./open-site";

/** Whether its owner lets support look, and the way in. Nothing else leads to what a tenant holds. */
export async function Support({ tenantId }: { readonly tenantId: string }) {
  const grant = await findGrantOf(tenantId);
  return (
    <section className="op-deeds">
      <h2>Support access</h2>
      {grant === "unknown" && (
        <p className="op-failed">Its database did not answer, so nobody can look at it now.</p>
      )}
      {grant === null && (
        <p className="op-soft">
          Its owner has not let support in, so nothing opens. The owner can do it in the studio,
          under Support.
        </p>
      )}
      {grant !== null && grant !== "unknown" && (
        <>
          <p>
            Its owner lets support look until <Moment at={grant.until} />.
          </p>
          <OpenSite tenant={tenantId} />
        </>
      )}
    </section>
  );
}

async function findGrantOf(tenantId: string) {
  const tenant = await platform.read((tx) => findTenantById(tx, tenantId));
  if (tenant?.state !== "active") return null;
  return findStandingGrant(tenant).catch((error: unknown) => {
    log.warn({ err: error, tenant: tenantId }, "grant not found out");
    return "unknown" as const;
  });
}
