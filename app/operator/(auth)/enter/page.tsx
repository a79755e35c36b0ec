import type { Metadata } from "next";
import { operatorLinkCounts } from "@/server/operator/sign-in";
import { EnterForm } from "./enter-form";

export const metadata: Metadata = { title: "Sign in" };

interface Props {
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

/** One click between the mail and the code. */
export default async function Enter({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token !== "string" || !(await operatorLinkCounts(token)))
    return (
      <>
        <h1>This link is spent</h1>
        <p>
          It works once, for 15 minutes. <a href="/sign-in">Ask for a new one</a>.
        </p>
      </>
    );
  return (
    <>
      <h1>Operators</h1>
      <p>Next comes the code of your authenticator.</p>
      <EnterForm token={token} />
    </>
  );
}
