import type { Metadata } from "next";
import { findGrant } from "@/db/tenant/queries/support";
import { memberVisit } from "@/server/access";
import { GrantForm } from "./grant-form";
import { Standing } from "./standing";

export const metadata: Metadata = { title: "Support" };

const WHEN = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

/** Whether people of the platform may look at this site: the owner says so, for a while, and ends it. */
export default async function SupportRoom() {
  const { scope } = await memberVisit("owner");
  const grant = await scope.read(findGrant);
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Support</h1>
      </div>
      {grant ? <Standing until={`${WHEN.format(grant.until)} UTC`} /> : <GrantForm />}
      <section className="st-block" aria-labelledby="means">
        <h2 id="means">What it means</h2>
        <p className="st-sub">
          Nobody at Swingtag can read your items without your leave. With it, support sees what a
          viewer sees: private items, prices and the names of members too, without their addresses.
          It can change nothing, a bar stands above each page it looks at, and each look is written
          into your log. When the time is over, or you end it, support is out at once.
        </p>
      </section>
    </div>
  );
}
