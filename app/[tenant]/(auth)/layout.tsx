import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { getSite } from "@/db/tenant/queries/site";
import { findVisit, signInScope } from "@/server/access";
import { parseSkin } from "@/themes/skin";
import { Skinned } from "../skinned";

// Addresses of these pages hold tokens, so the browser names them to no other site. With no referrer at all, a
// form's Origin would be null.
export const metadata: Metadata = { robots: { index: false }, referrer: "same-origin" };

/** The pages before anyone is signed in. Each decides for itself whether an unconfirmed site may show it. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const scope = await signInScope("sign-in");
  if (!scope) notFound();
  const [{ name, skin }, visit] = await Promise.all([scope.read(getSite), findVisit()]);
  return (
    <Skinned name={name} skin={parseSkin(skin)} nav={[]} supportUntil={visit?.member?.supportUntil}>
      <div className="auth">{children}</div>
    </Skinned>
  );
}
