import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { hashToken } from "@/base/tokens";
import { hasOneTimeToken } from "@/db/tenant/queries/sessions";
import { signInScope } from "@/server/access";
import { CONFIRMATION } from "@/server/life/birth";

export const metadata: Metadata = { title: "Open your site" };

interface Props {
  readonly searchParams: Promise<{ token?: string }>;
}

/** The first mail leads here. One click proves that the founder reads that address, and opens the site. */
export default async function Confirm({ searchParams }: Props) {
  const [scope, { token }] = await Promise.all([signInScope("confirmation link"), searchParams]);
  if (!scope || typeof token !== "string") notFound();
  if (!(await scope.read((tx) => hasOneTimeToken(tx, CONFIRMATION, hashToken(token))))) {
    if (!scope.tenant.confirmed) notFound();
    return (
      <>
        <h1>This site is open</h1>
        <p>The link has done its work. You can sign in whenever you like.</p>
        <p>
          <a className="button" href="/sign-in">
            Sign in
          </a>
        </p>
      </>
    );
  }
  return (
    <>
      <h1>Open your site</h1>
      <p>From then on everyone can see what you make public.</p>
      <form method="post" action="/confirm/accept">
        <input type="hidden" name="token" value={token} />
        <button type="submit" className="button">
          Open it
        </button>
      </form>
    </>
  );
}
