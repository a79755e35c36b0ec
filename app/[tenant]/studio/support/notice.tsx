import { findGrant } from "@/db/tenant/queries/support";
import { visit } from "@/server/access";

const WHEN = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** Tells an owner, in every room of the studio, that support may look at the site now. */
export async function SupportNotice() {
  const { scope, member } = await visit();
  if (member?.role !== "owner") return null;
  const grant = await scope.read(findGrant);
  if (!grant) return null;
  return (
    <p className="st-support-notice">
      Support may look at this site until {WHEN.format(grant.until)} UTC.{" "}
      <a className="st-link" href="/studio/support">
        See or end it
      </a>
    </p>
  );
}
