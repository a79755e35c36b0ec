import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { signInScope } from "@/server/access";
import { currentRequest } from "@/server/access/request";
import { linkCounts } from "@/server/auth";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  readonly searchParams: Promise<{ email?: string; token?: string }>;
}

/** Asks for one click before the session begins, because programs that follow links in mail press no buttons. */
export default async function ConfirmSignIn({ searchParams }: Props) {
  const [scope, { email, token }, { host }] = await Promise.all([
    signInScope("sign-in link"),
    searchParams,
    currentRequest(),
  ]);
  if (!scope) notFound();
  if (
    typeof email !== "string" ||
    typeof token !== "string" ||
    !(await linkCounts(scope, email, token))
  ) {
    // An unconfirmed site shows this page only to a visitor with a valid link.
    if (!scope.tenant.confirmed) notFound();
    redirect("/sign-in/again");
  }
  return (
    <>
      <h1>Sign in to {host.replace(/:\d+$/, "")}</h1>
      <form method="get" action="/api/auth/callback/email">
        <input type="hidden" name="email" value={email} />
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="callbackUrl" value="/studio" />
        <button type="submit" className="button">
          Sign in
        </button>
      </form>
    </>
  );
}
