import { NEAR_MOMENT } from "@/base/moment";
import { findGrant } from "@/db/tenant/queries/support";
import { visit } from "@/server/access";

/** Tells an owner, in every room of the studio, that support may look at the site now. */
export async function SupportNotice() {
  const { scope, member } = await visit();
  if (member?.role !== "owner") return null;
  const grant = await scope.read(findGrant);
  if (!grant) return null;
  return (
    <p className="st-support-notice">
      Support may look at this site until {NEAR_MOMENT.format(grant.until)} UTC.{" "}
      <a className="st-link" href="/studio/support">
        See or end it
      </a>
    </p>
  );
}
