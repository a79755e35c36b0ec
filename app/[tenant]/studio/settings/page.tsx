import type { Metadata } from "next";
import { getSite } from "@/db/tenant/queries/site";
import { memberVisit } from "@/server/access";
import { addressOf } from "@/server/env";
import { NameForm } from "./name-form";
import { SignOutElsewhere } from "./sign-out-elsewhere";

export const metadata: Metadata = { title: "Settings" };

/** What the site is called, and where its owner is signed in. */
export default async function Settings() {
  const { scope, member } = await memberVisit("owner");
  const { name } = await scope.read(getSite);
  return (
    <div className="st-room">
      <div className="st-head">
        <h1>Settings</h1>
      </div>
      <NameForm name={name} address={addressOf(scope.tenant.slug)} />
      <section className="st-block" aria-labelledby="signed-in">
        <h2 id="signed-in">Signed in</h2>
        <p className="st-sub">
          You are signed in as {member.email}. A browser stays signed in for 30 days.
        </p>
        <SignOutElsewhere />
      </section>
    </div>
  );
}
